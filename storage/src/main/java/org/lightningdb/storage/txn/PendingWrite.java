package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * One buffered write of a transaction. The writes of one key form a chain, newest first, so that a
 * view finds the newest write made before it.
 *
 * @param storeId the store written to
 * @param sequence position in the write set, ascending
 * @param value null for a deletion
 * @param previous the write of the same key that this one hides
 */
record PendingWrite(
    long storeId, Slice key, int sequence, @Nullable Slice value, @Nullable PendingWrite previous) {

  /** The newest write of the chain made before {@code position}. */
  static @Nullable PendingWrite before(@Nullable PendingWrite newest, int position) {
    PendingWrite write = newest;
    while (write != null && write.sequence >= position) {
      write = write.previous;
    }
    return write;
  }
}
