package org.lightningdb.storage.txn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;

/**
 * One buffered write of a transaction: one array with the key and, behind it, the value. The writes
 * of one key form a chain, newest first, so that a view finds the newest write made before it.
 * Immutable but for {@link #previous}, which is set when the write takes its place.
 */
final class PendingWrite {
  private final long storeId;
  private final int sequence;
  private final int keyLength;
  private final boolean tombstone;
  private final byte[] bytes;
  private final long head;

  /** The write of the same key that this one hides. */
  @Nullable PendingWrite previous;

  /**
   * Copies key and value.
   *
   * @param sequence position in the write set, ascending
   * @param value null for a deletion
   */
  PendingWrite(long storeId, int sequence, Slice key, @Nullable Slice value) {
    this.storeId = storeId;
    this.sequence = sequence;
    this.keyLength = key.length();
    this.tombstone = value == null;
    this.bytes = new byte[keyLength + (value == null ? 0 : value.length())];
    System.arraycopy(key.array(), key.offset(), bytes, 0, keyLength);
    if (value != null) {
      System.arraycopy(value.array(), value.offset(), bytes, keyLength, value.length());
    }
    this.head = KeyHead.of(bytes, 0, keyLength);
  }

  long storeId() {
    return storeId;
  }

  int sequence() {
    return sequence;
  }

  boolean tombstone() {
    return tombstone;
  }

  /** Key and value, one behind the other; must not be changed. */
  byte[] bytes() {
    return bytes;
  }

  int keyLength() {
    return keyLength;
  }

  int valueLength() {
    return bytes.length - keyLength;
  }

  /** Points {@code target} at the key. */
  Slice key(Slice target) {
    return target.set(bytes, 0, keyLength);
  }

  /** Points {@code target} at the value, which is empty for a deletion. */
  Slice value(Slice target) {
    return target.set(bytes, keyLength, bytes.length - keyLength);
  }

  /** Points {@code out} at this write. */
  void readInto(FoundVersion out) {
    if (tombstone) {
      out.setTombstone(Long.MAX_VALUE);
    } else {
      out.setValue(bytes, keyLength, bytes.length - keyLength, Long.MAX_VALUE);
    }
  }

  /** The order of this key and another one, whose {@link KeyHead} is given. */
  int compareKey(long otherHead, byte[] other, int offset, int length) {
    return head == otherHead
        ? Arrays.compareUnsigned(bytes, 0, keyLength, other, offset, offset + length)
        : Long.compare(head, otherHead);
  }

  int compareKey(PendingWrite other) {
    return compareKey(other.head, other.bytes, 0, other.keyLength);
  }

  /** The newest write of the chain made before {@code position}. */
  static @Nullable PendingWrite before(@Nullable PendingWrite newest, int position) {
    PendingWrite write = newest;
    while (write != null && write.sequence >= position) {
      write = write.previous;
    }
    return write;
  }
}
