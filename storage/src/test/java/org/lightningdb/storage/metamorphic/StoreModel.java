package org.lightningdb.storage.metamorphic;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** What one store holds: every version of every key, as simply as it can be said. */
final class StoreModel {
  /** A version: null is a deletion. */
  record Version(@Nullable Slice value) {}

  /** A visible entry. */
  record Entry(Slice value, long timestamp) {}

  private final NavigableMap<Slice, NavigableMap<Long, Version>> versions = new TreeMap<>();

  void put(Slice key, long timestamp, @Nullable Slice value) {
    versions.computeIfAbsent(key, unused -> new TreeMap<>()).put(timestamp, new Version(value));
  }

  /** What a view of {@code timestamp} sees in {@code range}. */
  NavigableMap<Slice, Entry> at(long timestamp, ByteRange range) {
    NavigableMap<Slice, Entry> visible = new TreeMap<>();
    versions.forEach(
        (key, history) -> {
          Map.Entry<Long, Version> newest = history.floorEntry(timestamp);
          if (newest != null && range.contains(key)) {
            Slice value = newest.getValue().value();
            if (value != null) {
              visible.put(key, new Entry(value, newest.getKey()));
            }
          }
        });
    return visible;
  }
}
