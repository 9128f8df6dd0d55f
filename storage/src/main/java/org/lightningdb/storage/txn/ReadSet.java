package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * What a serializable transaction looked at: ranges of keys, store by store, present or not. A
 * store with very many ranges is merged, and if that does not help, counts as read whole.
 */
final class ReadSet {
  static final int RANGES_MAX = 4096;

  private static final Comparator<ReadInterval> BY_LOWER =
      Comparator.comparing(ReadInterval::lower, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Map<Long, List<ReadInterval>> stores = new HashMap<>();

  void addPoint(long storeId, Slice key) {
    Slice copy = key.copy();
    add(storeId, new ReadInterval(copy, copy));
  }

  /** Adds the start of {@code range} as an interval that a scan goes on widening. */
  ReadInterval open(long storeId, ByteRange range) {
    Slice lower = range.lower();
    Slice start = lower == null ? new Slice() : lower.copy();
    ReadInterval interval = new ReadInterval(lower == null ? null : lower.copy(), start);
    interval.setOpen(true);
    add(storeId, interval);
    return interval;
  }

  /** Adds an interval that its cursor goes on widening. */
  void add(long storeId, ReadInterval interval) {
    List<ReadInterval> intervals = stores.computeIfAbsent(storeId, id -> new ArrayList<>());
    if (intervals.size() >= RANGES_MAX) {
      merge(intervals);
      if (intervals.size() > RANGES_MAX / 2) {
        intervals.clear();
        intervals.add(ReadInterval.everything());
      }
    }
    intervals.add(interval);
  }

  /** Adds what another set has, whose cursors are closed. */
  void addAll(ReadSet other) {
    other.stores.forEach(
        (storeId, intervals) -> intervals.forEach(interval -> add(storeId, interval)));
  }

  /** The ranges read, by store; overlapping ones are not merged. */
  Map<Long, List<ByteRange>> ranges() {
    Map<Long, List<ByteRange>> ranges = new HashMap<>();
    stores.forEach(
        (storeId, intervals) ->
            ranges.put(storeId, intervals.stream().map(ReadInterval::toRange).toList()));
    return ranges;
  }

  /**
   * Joins intervals that overlap. The joined one is new, so an interval that a cursor still widens
   * must stay itself: the widest reach of open ones is kept by leaving them alone.
   */
  private static void merge(List<ReadInterval> intervals) {
    List<ReadInterval> sorted = new ArrayList<>(intervals);
    sorted.sort(BY_LOWER);
    intervals.clear();
    @Nullable ReadInterval last = null;
    for (ReadInterval interval : sorted) {
      if (interval.open()) {
        intervals.add(interval);
      } else if (last != null && last.overlaps(interval)) {
        last.widenTo(interval);
      } else {
        last = interval;
        intervals.add(interval);
      }
    }
  }
}
