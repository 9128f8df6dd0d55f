package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * <p><b>Side by side.</b> A plan that {@linkplain CompactionPlan#excludes excludes} one under way
 * is not made; the next best is. Runs that a compaction reads already do not count for scores.
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
    return plan(runs, horizon, List.of());
  }

  /**
   * As above, beside others.
   *
   * @param underWay compactions of the same list, or of earlier ones, that are not installed
   */
  @Nullable CompactionPlan plan(RunList runs, long horizon, List<CompactionPlan> underWay) {
    LevelTargets targets = new LevelTargets(runs, options);
    Choice choice = new Choice(runs, idle(runs, underWay), underWay, targets, horizon);
    double[] scores = new double[RunList.LEVELS];
    scores[0] = youngScore(choice.idle());
    List<Integer> fullestFirst = new ArrayList<>(List.of(0));
    for (int level = 1; level < RunList.LEVELS; level++) {
      scores[level] = targets.score(choice.idle(), level);
      fullestFirst.add(level);
    }
    fullestFirst.sort(Comparator.comparingDouble(level -> -scores[level]));
    for (int level : fullestFirst) {
      if (scores[level] >= 1) {
        CompactionPlan plan =
            level == 0 ? planYoung(choice, Reason.YOUNG_RUNS) : planLevel(choice, level);
        if (plan != null) {
          return plan;
        }
      }
    }
    return planTombstones(choice);
  }

  /**
   * What a plan is chosen from.
   *
   * @param runs all there are
   * @param idle those that no compaction reads
   */
  private record Choice(
      RunList runs,
      RunList idle,
      List<CompactionPlan> underWay,
      LevelTargets targets,
      long horizon) {

    @Nullable CompactionPlan unlessExcluded(CompactionPlan plan) {
      return underWay.stream().anyMatch(plan::excludes) ? null : plan;
    }
  }

  private static RunList idle(RunList runs, List<CompactionPlan> underWay) {
    if (underWay.isEmpty()) {
      return runs;
    }
    Set<Long> read = new HashSet<>();
    underWay.forEach(plan -> plan.inputs().forEach(run -> read.add(run.address())));
    return runs.without(read);
  }

  /** How urgent compaction is; from 1 on, a plan is there, unless compactions under way forbid. */
  double urgency(RunList runs, List<CompactionPlan> underWay) {
    LevelTargets targets = new LevelTargets(runs, options);
    RunList idle = idle(runs, underWay);
    double score = youngScore(idle);
    for (int level = 1; level < RunList.LEVELS; level++) {
      score = Math.max(score, Math.min(targets.score(idle, level), options.growth()));
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

  /** Every run that is older than a chosen one and has a key of it is chosen or excludes it. */
  private @Nullable CompactionPlan planYoung(Choice choice, Reason reason) {
    RunList runs = choice.idle();
    if (runs.young().isEmpty()) {
      return null;
    }
    int taken =
        Math.min(runs.young().size(), options.youngRunsMax() * YOUNG_TIMES_MAX * SIDE_BY_SIDE);
    while (taken > 1 && depthOfOldest(runs, taken) > options.youngRunsMax() * YOUNG_TIMES_MAX) {
      taken--;
    }
    List<Run> oldest = runs.young().subList(runs.young().size() - taken, runs.young().size());
    // A run that lies above the base level is older than the young ones, and newer than the base.
    int target = choice.targets().baseLevel();
    for (int level = 1; level < target; level++) {
      if (!choice.runs().level(level).isEmpty()) {
        target = level;
      }
    }
    return plan(choice, reason, oldest, 0, target);
  }

  private static int depthOfOldest(RunList runs, int count) {
    List<Run> young = runs.young();
    return new RunList(young.subList(young.size() - count, young.size()), runs.levels())
        .youngDepth();
  }

  private @Nullable CompactionPlan planLevel(Choice choice, int level) {
    record Cost(Run run, double cost) {}

    List<Cost> cheapestFirst = new ArrayList<>();
    for (Run run : choice.idle().level(level)) {
      long below =
          choice.runs().overlapping(level + 1, run.firstKey(), run.lastKey()).stream()
              .mapToLong(Run::bytes)
              .sum();
      cheapestFirst.add(new Cost(run, (double) below / Math.max(1, run.bytes())));
    }
    cheapestFirst.sort(Comparator.comparingDouble(Cost::cost));
    for (Cost next : cheapestFirst) {
      CompactionPlan plan = plan(choice, Reason.LEVEL_SIZE, List.of(next.run()), level, level + 1);
      if (plan != null) {
        return plan;
      }
    }
    return null;
  }

  private @Nullable CompactionPlan planTombstones(Choice choice) {
    RunList runs = choice.idle();
    long entries = runs.young().stream().mapToLong(run -> run.main().entries()).sum();
    long tombstones = runs.young().stream().mapToLong(Run::tombstones).sum();
    if (tooMany(tombstones, entries)) {
      CompactionPlan plan = planYoung(choice, Reason.TOMBSTONES);
      if (plan != null) {
        return plan;
      }
    }
    for (int level = 1; level <= RunList.LEVELS; level++) {
      for (Run run : runs.level(level)) {
        boolean bottom = level == RunList.LEVELS;
        if (tooMany(run.tombstones(), run.main().entries())
            && (!bottom || run.newestTombstone() <= choice.horizon())) {
          int target = bottom ? level : level + 1;
          CompactionPlan plan = plan(choice, Reason.TOMBSTONES, List.of(run), level, target);
          if (plan != null) {
            return plan;
          }
        }
      }
    }
    return null;
  }

  private boolean tooMany(long tombstones, long entries) {
    return tombstones * 100.0 > (double) options.tombstonePercentMax() * entries;
  }

  /** Null if a compaction under way excludes it. */
  private @Nullable CompactionPlan plan(
      Choice choice, Reason reason, List<Run> newer, int from, int target) {
    RunList runs = choice.runs();
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
        older.isEmpty()
            && canMove(newer)
            && !(dropsTombstones && anyDroppable(newer, choice.horizon()));
    return choice.unlessExcluded(
        new CompactionPlan(reason, from, target, newer, older, below, dropsTombstones, move));
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
