package org.lightningdb.storage.txn;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/** The buffered writes of one transaction to one store, in key order. */
final class StoreWrites {
  private final long storeId;
  private final NavigableMap<Slice, PendingWrite> newest = new TreeMap<>();

  StoreWrites(long storeId) {
    this.storeId = storeId;
  }

  long storeId() {
    return storeId;
  }

  /** Both slices become property of this object. */
  PendingWrite add(Slice key, int sequence, @Nullable Slice value) {
    PendingWrite previous = newest.get(key);
    PendingWrite write =
        new PendingWrite(
            storeId, previous == null ? key : previous.key(), sequence, value, previous);
    newest.put(write.key(), write);
    return write;
  }

  /** Takes back the newest write of its key. */
  void remove(PendingWrite write) {
    PendingWrite previous = write.previous();
    if (previous == null) {
      newest.remove(write.key());
    } else {
      newest.put(write.key(), previous);
    }
  }

  @Nullable PendingWrite find(Slice key, int position) {
    return PendingWrite.before(newest.get(key), position);
  }

  /** The last write of each key, in key order. */
  Collection<PendingWrite> lastWrites() {
    return newest.values();
  }

  int count() {
    return newest.size();
  }

  boolean isEmpty() {
    return newest.isEmpty();
  }

  VersionedCursor cursor(ByteRange range, int position) {
    return new PendingCursor(newest, range, position);
  }
}
