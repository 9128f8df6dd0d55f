package org.lightningdb.storage;

import java.util.List;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * A durable set of ordered stores of bytes with transactions over all of them. Thread-safe. This is
 * the door where another engine can plug in: byte keys, ranges, timestamps, nothing that only a
 * local file can do.
 */
public interface Engine extends AutoCloseable {
  Txn begin(Isolation isolation, boolean readOnly);

  /** A read-only view of everything committed and durable now. */
  ReadView view();

  /** Moves the delta into the layouts and shortens the log; returns when that is durable. */
  void checkpoint();

  EngineStatistics statistics();

  /** What works in the background, and how that goes. */
  List<TaskReport> backgroundTasks();

  /** Ends background work, checkpoints, forces and releases everything. Open views break. */
  @Override
  void close();
}
