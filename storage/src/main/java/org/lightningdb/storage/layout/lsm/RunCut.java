package org.lightningdb.storage.layout.lsm;

import java.util.List;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.CompactionOptions;

/**
 * Where new runs end and which deletions they leave out. A run ends when it is large, or when it
 * overlaps so much of the level below that merging it into that one would be a large piece of work.
 * Used by one thread.
 */
final class RunCut {
  /** Keeps the hashes of the keys of a run, which wait for its filter, within 16 MiB. */
  private static final int ENTRIES_MAX = 2 << 20;

  private final long bytesMax;
  private final List<Run> below;
  private final long bytesBelowMax;
  private final boolean dropsTombstones;
  private final long horizon;
  private int placeBelow;
  private long bytesBelow;

  /**
   * @param bytesMax of a run
   * @param below the level below, in the order of its keys
   * @param dropsTombstones whether nothing older can hold the keys
   * @param horizon deletions after it are kept even so
   */
  private RunCut(
      long bytesMax, List<Run> below, long bytesBelowMax, boolean dropsTombstones, long horizon) {
    this.bytesMax = bytesMax;
    this.below = below;
    this.bytesBelowMax = bytesBelowMax;
    this.dropsTombstones = dropsTombstones;
    this.horizon = horizon;
  }

  /** For what a flush writes: larger runs, since young ones are read one by one. */
  static RunCut ofFlush(CompactionOptions options, boolean nothingOlder, long horizon) {
    return new RunCut(2 * options.runBytesMax(), List.of(), Long.MAX_VALUE, nothingOlder, horizon);
  }

  static RunCut ofCompaction(CompactionOptions options, CompactionPlan plan, long horizon) {
    return new RunCut(
        options.runBytesMax(),
        plan.below(),
        options.growth() * options.runBytesMax(),
        plan.dropsTombstones(),
        horizon);
  }

  /** No view looks back to before it. */
  long horizon() {
    return horizon;
  }

  /** Whether a deletion of that time is left out. */
  boolean drops(long timestamp) {
    return dropsTombstones && timestamp <= horizon;
  }

  /** A run begins at {@code key}. */
  void begin(Slice key) {
    while (placeBelow < below.size() && below.get(placeBelow).lastKey().compareTo(key) < 0) {
      placeBelow++;
    }
    bytesBelow = 0;
  }

  /** Whether the run, which has so much already, ends before {@code key}. */
  boolean isDue(int entries, long bytes, Slice key) {
    while (placeBelow < below.size() && below.get(placeBelow).lastKey().compareTo(key) < 0) {
      bytesBelow += below.get(placeBelow).bytes();
      placeBelow++;
    }
    return bytes >= bytesMax || entries >= ENTRIES_MAX || bytesBelow >= bytesBelowMax;
  }
}
