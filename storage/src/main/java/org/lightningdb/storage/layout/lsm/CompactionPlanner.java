package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.layout.lsm.CompactionPlan.Reason;
import org.lightningdb.storage.spec.CompactionOptions;

/**
 * Decides which runs to merge next. A pure function of the run list: the same list gives the same
 * plan, and nothing is remembered.
 *
 * <p><b>Order.</b> The level that is fullest relative to its target goes first; young runs count by
 * number and by size, since every read asks each of them. When nothing is too full, runs that are
 * mostly deletions are pushed down to where deletions can be dropped.
 *
 * <p><b>Choice.</b> Of young runs the oldest ones go, all that one compaction may take. Of a level,
 * the run goes that overlaps least of the next level for its size.
 *
 * <p><b>Why it ends.</b> Every plan but one moves bytes down a level, the bottom gives nothing
 * away, and the exception, a rewrite at the bottom, leaves fewer deletions behind than it found.
 *
 * <p>A small run takes small neighbours of the target level with it, so that appends do not leave a
 * crowd of tiny runs. Thread-safe.
 */
final class CompactionPlanner {
  /** Of young runs, one compaction takes at most this many times the number that started it. */
  private static final int YOUNG_TIMES_MAX = 3;

  /** So many young runs side by side are as bad as one above another. */
  private static final int SIDE_BY_SIDE = 8;

  private final CompactionOptions options;

  CompactionPlanner(CompactionOptions options) {
    this.options = options;
  }

  /**
   * The next compaction; null if all is as it should be.
   *
   * @param horizon no view reads before this timestamp: deletions up to it may be dropped
   */
  @Nullable CompactionPlan plan(RunList runs, long horizon) {
    LevelTargets targets = new LevelTargets(runs, options);
    int fullest = 0;
    double score = youngScore(runs);
    for (int level = 1; level < RunList.LEVELS; level++) {
      double levelScore = targets.score(runs, level);
      if (levelScore > score) {
        score = levelScore;
        fullest = level;
      }
    }
    if (score < 1) {
      return planTombstones(runs, targets, horizon);
    }
    return fullest == 0
        ? planYoung(runs, Reason.YOUNG_RUNS, targets, horizon)
        : planLevel(runs, fullest, horizon);
  }

  /** How urgent compaction is; from 1 on, a plan is there. */
  double urgency(RunList runs) {
    LevelTargets targets = new LevelTargets(runs, options);
    double score = youngScore(runs);
    for (int level = 1; level < RunList.LEVELS; level++) {
      score = Math.max(score, Math.min(targets.score(runs, level), options.growth()));
    }
    return score;
  }

  private double youngScore(RunList runs) {
    double byCount =
        Math.max(runs.youngDepth(), runs.young().size() / SIDE_BY_SIDE)
            / (double) options.youngRunsMax();
    long sizeMax = Math.max(options.baseBytes(), runs.bytes(RunList.LEVELS) / 4);
    return Math.max(byCount, (double) runs.bytes(0) / sizeMax);
  }

  private CompactionPlan planYoung(
      RunList runs, Reason reason, LevelTargets targets, long horizon) {
    int taken =
        Math.min(runs.young().size(), options.youngRunsMax() * YOUNG_TIMES_MAX * SIDE_BY_SIDE);
    while (taken > 1 && depthOfOldest(runs, taken) > options.youngRunsMax() * YOUNG_TIMES_MAX) {
      taken--;
    }
    List<Run> oldest = runs.young().subList(runs.young().size() - taken, runs.young().size());
    // A run that lies above the base level is older than the young ones, and newer than the base.
    int target = targets.baseLevel();
    for (int level = 1; level < target; level++) {
      if (!runs.level(level).isEmpty()) {
        target = level;
      }
    }
    return plan(runs, reason, oldest, target, horizon);
  }

  private static int depthOfOldest(RunList runs, int count) {
    List<Run> young = runs.young();
    return new RunList(young.subList(young.size() - count, young.size()), runs.levels())
        .youngDepth();
  }

  private CompactionPlan planLevel(RunList runs, int level, long horizon) {
    Run cheapest = null;
    double least = Double.MAX_VALUE;
    for (Run run : runs.level(level)) {
      long below =
          runs.overlapping(level + 1, run.firstKey(), run.lastKey()).stream()
              .mapToLong(Run::bytes)
              .sum();
      double cost = (double) below / Math.max(1, run.bytes());
      if (cheapest == null || cost < least) {
        cheapest = run;
        least = cost;
      }
    }
    if (cheapest == null) {
      throw new IllegalStateException("level " + level + " is full and empty");
    }
    return plan(runs, Reason.LEVEL_SIZE, List.of(cheapest), level + 1, horizon);
  }

  private @Nullable CompactionPlan planTombstones(
      RunList runs, LevelTargets targets, long horizon) {
    long entries = runs.young().stream().mapToLong(run -> run.main().entries()).sum();
    long tombstones = runs.young().stream().mapToLong(Run::tombstones).sum();
    if (tooMany(tombstones, entries)) {
      return planYoung(runs, Reason.TOMBSTONES, targets, horizon);
    }
    for (int level = 1; level <= RunList.LEVELS; level++) {
      for (Run run : runs.level(level)) {
        boolean bottom = level == RunList.LEVELS;
        if (tooMany(run.tombstones(), run.main().entries())
            && (!bottom || run.newestTombstone() <= horizon)) {
          return plan(runs, Reason.TOMBSTONES, List.of(run), bottom ? level : level + 1, horizon);
        }
      }
    }
    return null;
  }

  private boolean tooMany(long tombstones, long entries) {
    return tombstones * 100.0 > (double) options.tombstonePercentMax() * entries;
  }

  private CompactionPlan plan(
      RunList runs, Reason reason, List<Run> newer, int target, long horizon) {
    Slice first = newer.get(0).firstKey();
    Slice last = newer.get(0).lastKey();
    for (Run run : newer) {
      first = run.firstKey().compareTo(first) < 0 ? run.firstKey() : first;
      last = run.lastKey().compareTo(last) > 0 ? run.lastKey() : last;
    }
    List<Run> older = withSmallNeighbours(runs, target, first, last, newer);
    for (Run run : older) {
      first = run.firstKey().compareTo(first) < 0 ? run.firstKey() : first;
      last = run.lastKey().compareTo(last) > 0 ? run.lastKey() : last;
    }
    boolean dropsTombstones = true;
    for (int level = target + 1; level <= RunList.LEVELS; level++) {
      dropsTombstones &= runs.overlapping(level, first, last).isEmpty();
    }
    List<Run> below =
        target == RunList.LEVELS ? List.of() : runs.overlapping(target + 1, first, last);
    boolean move =
        older.isEmpty() && canMove(newer) && !(dropsTombstones && anyDroppable(newer, horizon));
    return new CompactionPlan(reason, target, newer, older, below, dropsTombstones, move);
  }

  private List<Run> withSmallNeighbours(
      RunList runs, int target, Slice first, Slice last, List<Run> newer) {
    List<Run> level = runs.level(target);
    int from = RunList.firstEndingAtOrAbove(level, first);
    int to = from + runs.overlapping(target, first, last).size();
    long bytes = newer.stream().mapToLong(Run::bytes).sum();
    if (from > 0 && small(level.get(from - 1).bytes() + Math.min(bytes, smallBytes()))) {
      from--;
    }
    if (to < level.size() && small(level.get(to).bytes() + Math.min(bytes, smallBytes()))) {
      to++;
    }
    List<Run> older = new ArrayList<>(level.subList(from, to));
    older.removeAll(newer);
    return older;
  }

  private boolean small(long bytes) {
    return bytes <= options.runBytesMax() / 2;
  }

  private long smallBytes() {
    return options.runBytesMax() / 4;
  }

  /** Whether the runs may stay as they are: side by side, and neither tiny nor huge. */
  private boolean canMove(List<Run> runs) {
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      boolean tiny = runs.size() > 1 && run.bytes() < smallBytes();
      if (tiny || run.bytes() > 2 * options.runBytesMax()) {
        return false;
      }
      for (Run other : runs.subList(i + 1, runs.size())) {
        if (run.overlaps(other.firstKey(), other.lastKey())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean anyDroppable(List<Run> runs, long horizon) {
    for (Run run : runs) {
      if (run.tombstones() > 0 && run.newestTombstone() <= horizon) {
        return true;
      }
    }
    return false;
  }
}
