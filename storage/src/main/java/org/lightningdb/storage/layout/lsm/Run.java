package org.lightningdb.storage.layout.lsm;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * One immutable sorted run: the newest version that it knows of each key, deletions included, in a
 * tree; the versions that those superseded, for views of the past, in another; and a filter over
 * the keys. The address of the main tree is its identity.
 *
 * @param main its rows carry {@link RunStamp}s in place of timestamps
 * @param history null if there is none
 * @param filterAddress of the filter block; 0 if there is none
 * @param firstKey the smallest key
 * @param lastKey the largest key
 * @param tombstones how many rows of the main tree are deletions
 * @param newestTombstone the latest commit timestamp of those; 0 if there are none
 * @param newestSuperseded when the last of the versions in the history was superseded; 0 if none
 * @param maxTimestamp the latest commit timestamp in the main tree
 */
record Run(
    TreeRoot main,
    @Nullable TreeRoot history,
    long filterAddress,
    Slice firstKey,
    Slice lastKey,
    long tombstones,
    long newestTombstone,
    long newestSuperseded,
    long maxTimestamp) {

  long address() {
    return main.address();
  }

  /** Of keys and values, older versions included. */
  long bytes() {
    TreeRoot older = history;
    return main.bytes() + (older == null ? 0 : older.bytes());
  }

  boolean contains(Slice key) {
    return key.compareTo(firstKey) >= 0 && key.compareTo(lastKey) <= 0;
  }

  boolean overlaps(ByteRange range) {
    Slice lower = range.lower();
    Slice upper = range.upper();
    return !range.isEmpty()
        && (lower == null || lower.compareTo(lastKey) <= 0)
        && (upper == null || upper.compareTo(firstKey) > 0);
  }

  /** Whether some key could be in this and in the keys from {@code first} to {@code last}. */
  boolean overlaps(Slice first, Slice last) {
    return first.compareTo(lastKey) <= 0 && last.compareTo(firstKey) >= 0;
  }

  /** The same run in other blocks. */
  Run at(TreeRoot newMain, @Nullable TreeRoot newHistory, long newFilterAddress) {
    return new Run(
        newMain,
        newHistory,
        newFilterAddress,
        firstKey,
        lastKey,
        tombstones,
        newestTombstone,
        newestSuperseded,
        maxTimestamp);
  }

  Run withHistory(@Nullable TreeRoot newHistory, long newNewestSuperseded) {
    return new Run(
        main,
        newHistory,
        filterAddress,
        firstKey,
        lastKey,
        tombstones,
        newestTombstone,
        newNewestSuperseded,
        maxTimestamp);
  }
}
