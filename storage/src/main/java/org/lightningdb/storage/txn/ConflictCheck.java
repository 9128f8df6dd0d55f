package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionSource;

/**
 * Answers who changed what since a snapshot was taken.
 *
 * <p>Deltas know: every version, deletions included. Trees do not, since a checkpoint keeps only
 * the newest version and no deletions; that is why an engine state keeps retired deltas for as long
 * as a writer may ask, within bounds. Beyond them, a key that is present tells by its timestamp,
 * and one that was present and is absent was deleted. Only a key absent then and now may have come
 * and gone unseen; for that one, and for ranges, a snapshot above READ_COMMITTED fails without need
 * rather than succeed without right.
 */
final class ConflictCheck {
  static final long UNKNOWN = Long.MAX_VALUE;

  private ConflictCheck() {}

  /**
   * The timestamp of the newest commit to {@code key} if it is later than the snapshot, else 0;
   * {@link #UNKNOWN} if the deltas do not reach back that far.
   */
  static long newerVersion(EngineState state, long storeId, Slice key, long snapshotTimestamp) {
    for (VersionSource delta : deltas(state, storeId, snapshotTimestamp)) {
      long newest = delta.newestTimestamp(key);
      if (newest > snapshotTimestamp) {
        return newest;
      }
    }
    return snapshotTimestamp < state.historyTimestamp() ? UNKNOWN : 0;
  }

  /** Whether any key of {@code ranges} has a version newer than the snapshot. */
  static boolean anyChanged(
      EngineState state, Map<Long, List<ByteRange>> ranges, long snapshotTimestamp) {
    if (snapshotTimestamp < state.historyTimestamp()) {
      return true;
    }
    for (Map.Entry<Long, List<ByteRange>> entry : ranges.entrySet()) {
      for (VersionSource delta : deltas(state, entry.getKey(), snapshotTimestamp)) {
        for (ByteRange range : entry.getValue()) {
          if (delta.changedAfter(range, snapshotTimestamp)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Every delta of the store that may hold versions newer than the snapshot, newest first. */
  private static List<VersionSource> deltas(
      EngineState state, long storeId, long snapshotTimestamp) {
    @Nullable StoreState store = state.store(storeId);
    if (state.retired().isEmpty() && store != null && store.frozen().isEmpty()) {
      return List.of(store.active());
    }
    List<VersionSource> deltas = new ArrayList<>();
    if (store != null) {
      deltas.add(store.active());
      deltas.addAll(store.frozen());
    }
    for (RetiredDeltas retired : state.retired()) {
      if (retired.flushedTimestamp() > snapshotTimestamp) {
        deltas.addAll(retired.stores().getOrDefault(storeId, List.of()));
      }
    }
    return deltas;
  }
}
