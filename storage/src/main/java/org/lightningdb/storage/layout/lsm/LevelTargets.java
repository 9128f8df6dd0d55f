package org.lightningdb.storage.layout.lsm;

import org.lightningdb.storage.spec.CompactionOptions;

/**
 * How large each level should be. The bottom level holds nearly everything; each level above it is
 * a {@link CompactionOptions#growth}th of the next one, so that what newer levels hide of older
 * ones is a small share. Levels that would be smaller than the base are left out: young runs are
 * merged straight into the first level in use. As the store grows, that one moves up.
 */
final class LevelTargets {
  private final long[] targets = new long[RunList.LEVELS + 1];
  private final int baseLevel;

  LevelTargets(RunList runs, CompactionOptions options) {
    long largest = options.baseBytes();
    for (int level = 1; level <= RunList.LEVELS; level++) {
      largest = Math.max(largest, runs.bytes(level));
    }
    int level = RunList.LEVELS;
    long target = largest;
    targets[level] = target;
    while (target > options.baseBytes() && level > 1) {
      target = Math.max(target / options.growth(), 1);
      targets[--level] = target;
    }
    this.baseLevel = level;
  }

  /** The level that young runs are merged into. */
  int baseLevel() {
    return baseLevel;
  }

  /** How full {@code level} is; from 1 on it must give something to the next one. */
  double score(RunList runs, int level) {
    long bytes = runs.bytes(level);
    if (level < baseLevel) {
      return bytes == 0 ? 0 : Double.MAX_VALUE;
    }
    return level == RunList.LEVELS ? 0 : (double) bytes / targets[level];
  }
}
