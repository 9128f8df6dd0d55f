package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.delta.Delta;

/** Replayed versions on their way to the deltas, in order. Not thread-safe. */
final class RedoBatch {
  private static final int VERSIONS_MAX = 512;
  private static final int DELETED = -1;

  private final @Nullable Delta[] deltas = new Delta[VERSIONS_MAX];
  private final byte[][] keyArrays = new byte[VERSIONS_MAX][];
  private final int[] keyOffsets = new int[VERSIONS_MAX];
  private final int[] keyLengths = new int[VERSIONS_MAX];
  private final byte[][] valueArrays = new byte[VERSIONS_MAX][];
  private final int[] valueOffsets = new int[VERSIONS_MAX];
  private final int[] valueLengths = new int[VERSIONS_MAX];
  private final long[] timestamps = new long[VERSIONS_MAX];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == VERSIONS_MAX;
  }

  /** Keeps the arrays of the slices, which must not change any more. */
  void add(Delta delta, Slice key, long timestamp, @Nullable Slice value) {
    deltas[count] = delta;
    keyArrays[count] = key.array();
    keyOffsets[count] = key.offset();
    keyLengths[count] = key.length();
    if (value == null) {
      valueLengths[count] = DELETED;
    } else {
      valueArrays[count] = value.array();
      valueOffsets[count] = value.offset();
      valueLengths[count] = value.length();
    }
    timestamps[count] = timestamp;
    count++;
  }

  void apply() {
    Slice key = new Slice();
    Slice value = new Slice();
    for (int i = 0; i < count; i++) {
      key.set(keyArrays[i], keyOffsets[i], keyLengths[i]);
      @Nullable Slice written = null;
      if (valueLengths[i] != DELETED) {
        written = value.set(valueArrays[i], valueOffsets[i], valueLengths[i]);
      }
      Delta delta = deltas[i];
      if (delta != null) {
        delta.put(key, timestamps[i], written);
      }
    }
  }
}
