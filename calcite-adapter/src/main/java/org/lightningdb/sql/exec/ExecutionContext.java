package org.lightningdb.sql.exec;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;

/** What one execution of a plan may use. One thread at a time, except cancellation. */
public interface ExecutionContext {
  Transaction transaction();

  /** The statement's snapshot. */
  Snapshot snapshot();

  /** Bound parameters: Java values of the plan's parameter types. */
  List<@Nullable Object> parameters();

  /** The moment the statement began, for CURRENT_TIMESTAMP and its kin. */
  Instant statementTime();

  ZoneId zone();

  String user();

  /** The session's default schema. */
  String schema();

  /** Settings and counters by name, for system tables. */
  java.util.Map<String, String> settings();

  /** Where random numbers come from; for the thread that asks. */
  RandomGenerator random();

  /** What the statement may use to keep rows. */
  default QueryResources resources() {
    return QueryResources.heapOnly();
  }

  /** Who wants to know what the operators do; null if nobody does. */
  default @Nullable Measurements measurements() {
    return null;
  }

  /**
   * Rows that the statement hands to this query.
   *
   * @param name what the query calls them
   */
  default List<@Nullable Object[]> ownRows(String name) {
    throw new IllegalStateException("a query without rows of its own");
  }

  /**
   * Called once per batch by everything that loops.
   *
   * @throws org.lightningdb.index.error.DbException QUERY_CANCELED if the statement was cancelled
   *     or its time is up
   */
  void checkCancelled();
}
