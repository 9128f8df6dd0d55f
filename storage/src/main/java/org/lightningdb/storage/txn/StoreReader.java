package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.LeafScan;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.LeafWalk;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.ScanParts;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Reads one store at one timestamp through all the places where its versions are: active delta,
 * frozen deltas, tree; the first that knows the key is right. Thread-safe; the caller has pinned
 * the state.
 */
public final class StoreReader {
  /** How many entries of a delta an estimate counts before it guesses. */
  private static final long COUNT_MAX = 256;

  /** What part of a delta a range holds if no tree tells. */
  private static final double SHARE_UNKNOWN = 1.0 / 3;

  public StoreReader() {}

  /** Whether there is a version of {@code key}, maybe a tombstone, in {@code out}. */
  boolean get(StoreState store, Slice key, long timestamp, FoundVersion out) {
    if (store.active().get(key, timestamp, out)) {
      return true;
    }
    List<VersionSource> frozen = store.frozen();
    for (int i = 0; i < frozen.size(); i++) {
      if (frozen.get(i).get(key, timestamp, out)) {
        return true;
      }
    }
    return store.stored().get(key, timestamp, out);
  }

  /** Puts the row of {@code key} into {@code batch} if there is one that passes. */
  boolean read(
      StoreState store,
      Slice key,
      long timestamp,
      LeafScan rows,
      FoundVersion found,
      VectorBatch batch,
      int at) {
    boolean known = store.active().get(key, timestamp, found);
    for (int i = 0; !known && i < store.frozen().size(); i++) {
      known = store.frozen().get(i).get(key, timestamp, found);
    }
    return known
        ? !found.tombstone() && rows.add(key, found.value(), batch, at)
        : store.stored().read(key, timestamp, rows, found, batch, at);
  }

  /**
   * A cursor over {@code range}, tombstones included.
   *
   * @param own writes of the reading transaction, newer than everything; may be null
   * @param store null for one that only the reading transaction knows
   */
  VersionedCursor cursor(
      @Nullable VersionedCursor own, @Nullable StoreState store, ByteRange range, long timestamp) {
    List<VersionedCursor> newestFirst = aboveStored(own, store, range, timestamp);
    if (store != null && (store.stored().root() != null || newestFirst.isEmpty())) {
      newestFirst.add(store.stored().cursor(range, timestamp));
    }
    return newestFirst.size() == 1 ? newestFirst.get(0) : new MergeCursor(newestFirst);
  }

  /** As {@link #cursor}, for a scan of columns. */
  ScanParts scan(
      @Nullable VersionedCursor own, @Nullable StoreState store, ByteRange range, long timestamp) {
    List<VersionedCursor> newestFirst = aboveStored(own, store, range, timestamp);
    LeafWalk leaves = null;
    if (store != null && store.stored().root() != null) {
      ScanParts stored = store.stored().scan(range, timestamp);
      leaves = stored.leaves();
      if (stored.newer() != null) {
        newestFirst.add(stored.newer());
      }
    }
    VersionedCursor newer =
        switch (newestFirst.size()) {
          case 0 -> null;
          case 1 -> newestFirst.get(0);
          default -> new MergeCursor(newestFirst);
        };
    return new ScanParts(newer, leaves);
  }

  private static List<VersionedCursor> aboveStored(
      @Nullable VersionedCursor own, @Nullable StoreState store, ByteRange range, long timestamp) {
    List<VersionedCursor> newestFirst = new ArrayList<>(4);
    if (own != null) {
      newestFirst.add(own);
    }
    if (store != null) {
      if (store.active().entries() > 0) {
        newestFirst.add(store.active().cursor(range, timestamp));
      }
      for (VersionSource frozen : store.frozen()) {
        newestFirst.add(frozen.cursor(range, timestamp));
      }
    }
    return newestFirst;
  }

  /** Cuts where the tree does; while a delta holds more than the tree, where that delta does. */
  List<Slice> splitPoints(StoreState store, ByteRange range, int parts) {
    VersionSource largest = store.active();
    for (VersionSource frozen : store.frozen()) {
      largest = frozen.entries() > largest.entries() ? frozen : largest;
    }
    if (parts < 2 || range.isEmpty()) {
      return List.of();
    }
    return largest.entries() > store.stored().entries()
        ? splitPoints(largest, range, parts)
        : store.stored().splitPoints(range, parts);
  }

  private static List<Slice> splitPoints(VersionSource source, ByteRange range, int parts) {
    boolean all = range.lower() == null && range.upper() == null;
    long count = all ? source.entries() : 0;
    try (VersionedCursor cursor = source.cursor(range, Long.MAX_VALUE - 1)) {
      for (boolean stands = !all && cursor.first(); stands; stands = cursor.next()) {
        count++;
      }
      List<Slice> points = new ArrayList<>();
      long seen = 0;
      boolean stands = cursor.first();
      while (stands && points.size() < parts - 1) {
        if (seen > 0 && seen >= count * (points.size() + 1) / parts) {
          points.add(cursor.key().copy());
        }
        seen++;
        stands = cursor.next();
      }
      return points;
    }
  }

  RangeEstimate estimate(StoreState store, ByteRange range) {
    long stored = store.stored().entries();
    RangeSize size = store.stored().estimate(range);
    RangeEstimate tree = new RangeEstimate(size.entries(), size.bytes());
    double share = stored == 0 ? SHARE_UNKNOWN : (double) tree.entries() / stored;
    RangeEstimate sum = add(tree, estimate(store.active(), range, share));
    for (VersionSource frozen : store.frozen()) {
      sum = add(sum, estimate(frozen, range, share));
    }
    return sum;
  }

  /**
   * Counts a little; beyond that, believes what the delta says about the ends of the range, or that
   * {@code share} of it lies in the range.
   */
  private static RangeEstimate estimate(VersionSource delta, ByteRange range, double share) {
    long entries = delta.entries();
    if (entries == 0) {
      return new RangeEstimate(0, 0);
    }
    boolean all = range.lower() == null && range.upper() == null;
    long inside = all ? entries : countUpTo(delta, range);
    if (!all && inside == COUNT_MAX) {
      double known = shareWithin(delta, range);
      double believed = Double.isNaN(known) ? share : known;
      inside = Math.max(COUNT_MAX, (long) (believed * entries));
    }
    return new RangeEstimate(inside, (long) ((double) inside / entries * delta.bytes()));
  }

  private static double shareWithin(VersionSource delta, ByteRange range) {
    double below = range.lower() == null ? 0 : delta.shareBelow(range.lower());
    return (range.upper() == null ? 1 : delta.shareBelow(range.upper())) - below;
  }

  private static long countUpTo(VersionSource delta, ByteRange range) {
    long count = 0;
    try (VersionedCursor cursor = delta.cursor(range, Long.MAX_VALUE - 1)) {
      for (boolean stands = cursor.first(); stands && count < COUNT_MAX; stands = cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private static RangeEstimate add(RangeEstimate left, RangeEstimate right) {
    return new RangeEstimate(left.entries() + right.entries(), left.bytes() + right.bytes());
  }
}
