package org.lightningdb.storage.txn;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Isolation;

/** Tells one transaction whether a row that it has locked is still as a view shows it. */
final class RowGuard {
  private final TransactionSystem system;
  private final Isolation isolation;

  RowGuard(TransactionSystem system, Isolation isolation) {
    this.system = system;
    this.isolation = isolation;
  }

  /**
   * Returns only if nobody committed to {@code key} after {@code view}. Before it refuses, it waits
   * until the other commit is visible, so that a new view taken for another attempt sees it.
   */
  void requireUnchanged(long storeId, Slice key, PinnedView view) {
    if (system.snapshots().orderedTimestamp() <= view.timestamp()) {
      return; // Who changed the row before us was ordered before he let go of its lock.
    }
    EngineState current = system.snapshots().current();
    long newer = ConflictCheck.newerVersion(current, storeId, key, view.timestamp());
    if (newer == ConflictCheck.UNKNOWN) {
      newer = newerThanHistory(storeId, key, view);
    }
    if (newer == 0) {
      return;
    }
    if (newer != ConflictCheck.UNKNOWN) {
      system.pipeline().awaitVisible(newer);
    }
    throw new StorageException(
        Kind.CONFLICT,
        "another transaction changed key " + key + " of store " + storeId + " meanwhile");
  }

  /** As {@link ConflictCheck#newerVersion}, from the present and the past state of the key. */
  private long newerThanHistory(long storeId, Slice key, PinnedView view) {
    FoundVersion present =
        new FoundVersion(); // The caller's value may be borrowed from another one.
    Snapshot newest = system.snapshots().takeLatest();
    try {
      StoreState store = newest.state().store(storeId);
      if (store != null
          && system.reader().get(store, key, newest.timestamp(), present)
          && !present.tombstone()) {
        return present.commitTimestamp() > view.timestamp() ? present.commitTimestamp() : 0;
      }
    } finally {
      newest.release();
    }
    boolean absentThroughout =
        isolation == Isolation.READ_COMMITTED && !view.hadCommitted(storeId, key);
    return absentThroughout ? 0 : ConflictCheck.UNKNOWN;
  }
}
