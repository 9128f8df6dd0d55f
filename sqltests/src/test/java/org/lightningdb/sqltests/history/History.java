package org.lightningdb.sqltests.history;

import java.util.List;
import java.util.Map;
import org.lightningdb.sqltests.isolation.Level;

/**
 * What transactions did, and what was there in the end. Every value is written once, so it tells
 * its writer.
 *
 * @param transactions their ids are their positions; those of one session in its order
 * @param last what a read of each key yields after all of them
 */
record History(
    Workload workload, List<Transaction> transactions, Map<Integer, List<Integer>> last) {
  /** What the rows hold, and so what a read tells. */
  enum Workload {
    /** A key has a list; a write appends to it, a read yields all of it. */
    LIST,
    /** A key has a value and the one before; a read yields the one before, then the value. */
    REGISTER,
    /** A key has rows; a write inserts one, a read yields their values in no order. */
    SET
  }

  /** One transaction, whose end is known. */
  record Transaction(
      int id, int session, Level level, boolean committed, List<Operation> operations) {}

  /** One read or write of one key. */
  sealed interface Operation {
    int key();
  }

  /**
   * A write.
   *
   * @param undone by a savepoint
   */
  record Write(int key, int value, boolean undone) implements Operation {}

  /** A read. */
  record Read(int key, List<Integer> values) implements Operation {}
}
