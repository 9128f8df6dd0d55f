package org.lightningdb.storage.bytes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys from {@code lower} (inclusive) to {@code upper} (exclusive); null means unbounded. Both
 * bounds must own their bytes. An upper bound not above the lower bound is an empty range.
 */
public record ByteRange(@Nullable Slice lower, @Nullable Slice upper) {
  private static final ByteRange ALL = new ByteRange(null, null);

  public static ByteRange all() {
    return ALL;
  }

  /** Exactly {@code key}. */
  public static ByteRange point(Slice key) {
    byte[] successor = Arrays.copyOf(key.toByteArray(), key.length() + 1);
    return new ByteRange(key.copy(), new Slice(successor));
  }

  /** Every key that starts with {@code prefix}, the prefix itself included. */
  public static ByteRange prefix(Slice prefix) {
    return new ByteRange(prefix.copy(), prefixSuccessor(prefix));
  }

  /** The smallest key above every key that starts with {@code prefix}; null if there is none. */
  public static @Nullable Slice prefixSuccessor(Slice prefix) {
    byte[] bytes = prefix.toByteArray();
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] != (byte) 0xFF) {
        bytes[i]++;
        return new Slice(Arrays.copyOf(bytes, i + 1));
      }
    }
    return null;
  }

  public boolean contains(Slice key) {
    return (lower == null || key.compareTo(lower) >= 0)
        && (upper == null || key.compareTo(upper) < 0);
  }

  public boolean isEmpty() {
    return lower != null && upper != null && upper.compareTo(lower) <= 0;
  }
}
