package org.lightningdb.storage.salvage;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/** A set of keys made of closed ranges that may touch and overlap. Used by one thread. */
final class KeyRanges {
  /** Upper bound (inclusive) by lower bound; ranges are disjoint. */
  private final TreeMap<Slice, Slice> upperByLower = new TreeMap<>();

  /** Adds every key from {@code lower} to {@code upper}, both inclusive; the slices are copied. */
  void add(Slice lower, Slice upper) {
    Slice from = lower.copy();
    Slice to = upper.copy();
    Map.@Nullable Entry<Slice, Slice> touching = upperByLower.floorEntry(to);
    while (touching != null && touching.getValue().compareTo(from) >= 0) {
      upperByLower.remove(touching.getKey());
      from = touching.getKey().compareTo(from) < 0 ? touching.getKey() : from;
      to = touching.getValue().compareTo(to) > 0 ? touching.getValue() : to;
      touching = upperByLower.floorEntry(to);
    }
    upperByLower.put(from, to);
  }

  boolean contains(Slice key) {
    Map.@Nullable Entry<Slice, Slice> below = upperByLower.floorEntry(key);
    return below != null && below.getValue().compareTo(key) >= 0;
  }
}
