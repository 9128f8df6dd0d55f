package org.lightningdb.storage.txn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * The keys between two bounds, both inclusive, that a transaction looked at; grows while its cursor
 * moves. A null bound is the end of the store.
 */
final class ReadInterval {
  private @Nullable Slice lower;
  private @Nullable Slice upper;
  private boolean open;

  ReadInterval(@Nullable Slice lower, @Nullable Slice upper) {
    this.lower = lower;
    this.upper = upper;
  }

  static ReadInterval everything() {
    return new ReadInterval(null, null);
  }

  @Nullable Slice lower() {
    return lower;
  }

  /** Whether a cursor still widens this interval. */
  boolean open() {
    return open;
  }

  void setOpen(boolean value) {
    open = value;
  }

  /** Moves the upper bound up to {@code key}; null means to the end. */
  void reachUp(@Nullable Slice key) {
    upper = key == null || upper == null ? null : overwrite(upper, key);
  }

  /** Moves the lower bound down to {@code key}; null means to the start. */
  void reachDown(@Nullable Slice key) {
    lower = key == null || lower == null ? null : overwrite(lower, key);
  }

  /** Copies {@code key} into the array of {@code bound} if it fits there. */
  private static Slice overwrite(Slice bound, Slice key) {
    byte[] array = bound.array();
    if (array.length < key.length()) {
      array = new byte[Math.max(32, key.length() * 2)];
    }
    System.arraycopy(key.array(), key.offset(), array, 0, key.length());
    return bound.set(array, 0, key.length());
  }

  boolean overlaps(ReadInterval later) {
    Slice start = later.lower;
    return upper == null || start == null || start.compareTo(upper) <= 0;
  }

  /** Widens this interval so that it covers {@code later}, which starts no lower than this. */
  void widenTo(ReadInterval later) {
    Slice end = later.upper;
    if (end == null || (upper != null && upper.compareTo(end) < 0)) {
      upper = end;
    }
  }

  ByteRange toRange() {
    Slice end = upper;
    Slice start = lower;
    return new ByteRange(
        start == null ? null : start.copy(),
        end == null ? null : new Slice(Arrays.copyOf(end.toByteArray(), end.length() + 1)));
  }
}
