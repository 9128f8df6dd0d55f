package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/** The buffered writes of one transaction to one store, in key order. */
final class StoreWrites {
  private final long storeId;
  private final SortedWrites newest = new SortedWrites();

  StoreWrites(long storeId) {
    this.storeId = storeId;
  }

  long storeId() {
    return storeId;
  }

  void add(PendingWrite write) {
    newest.add(write);
  }

  /** Takes back the newest write of its key. */
  void undo(PendingWrite write) {
    newest.undo(write);
  }

  @Nullable PendingWrite find(Slice key, int position) {
    return PendingWrite.before(newest.find(key), position);
  }

  /** The last write of each key, in key order. */
  SortedWrites lastWrites() {
    return newest;
  }

  /** Distinct keys. */
  int count() {
    return newest.size();
  }

  VersionedCursor cursor(ByteRange range, int position) {
    return new PendingCursor(newest, range, position);
  }
}
