package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** Makes ranges disjoint so that no entry is met twice. */
final class RangeSubtraction {
  private RangeSubtraction() {}

  /** The ranges in the same order, each without what earlier ones cover. */
  static List<EntryRange> disjoint(List<EntryRange> ranges) {
    if (ascendAndDisjoin(ranges)) {
      return ranges;
    }
    // Covered intervals, ascending and disjoint.
    List<ByteRange> covered = new ArrayList<>();
    List<EntryRange> result = new ArrayList<>();
    for (EntryRange range : ranges) {
      for (ByteRange rest : subtract(range.bytes(), covered)) {
        result.add(new EntryRange(rest, range.point()));
        insert(covered, rest);
      }
    }
    return result;
  }

  private static boolean ascendAndDisjoin(List<EntryRange> ranges) {
    for (int i = 1; i < ranges.size(); i++) {
      Slice end = ranges.get(i - 1).bytes().upper();
      Slice start = ranges.get(i).bytes().lower();
      if (end == null || start == null || end.compareTo(start) > 0) {
        return false;
      }
    }
    return true;
  }

  private static List<ByteRange> subtract(ByteRange range, List<ByteRange> covered) {
    List<ByteRange> rest = new ArrayList<>();
    Slice from = range.lower();
    boolean reachedEnd = false;
    for (int i = firstEndingAfter(covered, from); i < covered.size() && !reachedEnd; i++) {
      ByteRange hole = covered.get(i);
      if (startsAtOrAfter(hole, range.upper())) {
        break;
      }
      if (hole.lower() != null) {
        addUnlessEmpty(rest, from, hole.lower());
      }
      from = hole.upper();
      reachedEnd = from == null || endsAtOrBefore(range, from);
    }
    if (!reachedEnd) {
      addUnlessEmpty(rest, from, range.upper());
    }
    return rest;
  }

  /** By binary search: the first interval whose end is above {@code from}. */
  private static int firstEndingAfter(List<ByteRange> covered, @Nullable Slice from) {
    int low = 0;
    int high = covered.size();
    while (low < high && from != null) {
      int middle = (low + high) >>> 1;
      Slice end = covered.get(middle).upper();
      if (end == null || end.compareTo(from) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static boolean startsAtOrAfter(ByteRange hole, @Nullable Slice end) {
    Slice start = hole.lower();
    return start != null && end != null && start.compareTo(end) >= 0;
  }

  private static boolean endsAtOrBefore(ByteRange range, Slice position) {
    Slice end = range.upper();
    return end != null && end.compareTo(position) <= 0;
  }

  private static void addUnlessEmpty(
      List<ByteRange> target, @Nullable Slice from, @Nullable Slice to) {
    boolean nothing = from == null && to != null && to.length() == 0;
    ByteRange range = new ByteRange(from, to);
    if (!nothing && !range.isEmpty()) {
      target.add(range);
    }
  }

  private static void insert(List<ByteRange> covered, ByteRange range) {
    covered.add(firstEndingAfter(covered, range.lower()), range);
  }
}
