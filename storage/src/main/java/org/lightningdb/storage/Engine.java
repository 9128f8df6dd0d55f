package org.lightningdb.storage;

import java.util.List;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.scratch.ScratchSpace;
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

  /**
   * A read-only view of everything that had been committed at {@code timestamp}. What a store still
   * knows of the past is up to its spec: reading one of which too much is forgotten fails with
   * {@code HISTORY_GONE}. A store created later is empty, one dropped since is unknown.
   *
   * @param timestamp of a commit, not above {@link #timestampAt} now
   * @throws org.lightningdb.storage.error.StorageException {@code INVALID_REQUEST} if that commit
   *     is still to come, or not visible yet
   */
  ReadView viewAt(long timestamp);

  /**
   * The newest commit that had happened at {@code clockMillis}, by the clock on the wall; 0 if none
   * is known. The further back, the coarser: it may err by up to a 500th of the age, always to an
   * earlier commit. The clock of commits stands still while the one on the wall is set back.
   */
  long timestampAt(long clockMillis);

  /** A time by which commit {@code timestamp} had happened; 0 if nothing is known. */
  long clockMillisAt(long timestamp);

  /** Moves the delta into the layouts and shortens the log; returns when that is durable. */
  void checkpoint();

  /** The budget that the work of queries is reserved from, and how it is used. */
  MemoryPool memory();

  /** Temporary files for queries that keep more than memory holds; closed with the engine. */
  ScratchSpace scratch();

  EngineStatistics statistics();

  /** What works in the background, and how that goes. */
  List<TaskReport> backgroundTasks();

  /** Ends background work, checkpoints, forces and releases everything. Open views break. */
  @Override
  void close();
}
