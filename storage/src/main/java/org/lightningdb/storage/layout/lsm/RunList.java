package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * The runs of one store. A young run is what one flush wrote; young runs overlap each other. The
 * runs of a level do not overlap and are in the order of their keys. For every key, younger runs
 * are newer than older ones, young runs are newer than level 1, and each level is newer than the
 * next one. Immutable.
 *
 * @param young newest first
 * @param levels from level 1 to level {@link #LEVELS}, the last one at the bottom
 */
record RunList(List<Run> young, List<List<Run>> levels) {
  /** How many levels there are below the young runs. */
  static final int LEVELS = 6;

  static final RunList EMPTY = new RunList(List.of(), Collections.nCopies(LEVELS, List.of()));

  RunList {
    if (levels.size() != LEVELS) {
      throw new IllegalArgumentException(levels.size() + " levels");
    }
    young = List.copyOf(young);
    levels = levels.stream().map(List::copyOf).toList();
  }

  /** The runs of {@code level}, 0 for the young ones. */
  List<Run> level(int level) {
    return level == 0 ? young : levels.get(level - 1);
  }

  boolean isEmpty() {
    return all().findAny().isEmpty();
  }

  /** Every run, newer before older ones where they overlap. */
  Stream<Run> all() {
    return Stream.concat(young.stream(), levels.stream().flatMap(List::stream));
  }

  long bytes(int level) {
    return level(level).stream().mapToLong(Run::bytes).sum();
  }

  /** Rows of the main trees, deletions and what newer runs hide included. */
  long entries() {
    return all().mapToLong(run -> run.main().entries()).sum();
  }

  /** The latest commit in any run. */
  long maxTimestamp() {
    return all().mapToLong(Run::maxTimestamp).max().orElse(0);
  }

  long bytes() {
    return all().mapToLong(Run::bytes).sum();
  }

  /**
   * How many young runs a reader of one key has to ask, at most, about: young runs in a row that
   * lie side by side count as one.
   */
  int youngDepth() {
    int depth = 0;
    Run first = null;
    Run last = null;
    for (Run run : young) {
      if (first == null || last == null) {
        depth = 1;
        first = run;
        last = run;
      } else if (run.firstKey().compareTo(last.lastKey()) > 0) {
        last = run;
      } else if (run.lastKey().compareTo(first.firstKey()) < 0) {
        first = run;
      } else {
        depth++;
        first = run;
        last = run;
      }
    }
    return depth;
  }

  RunList withYoung(Run newest) {
    List<Run> changed = new ArrayList<>(young.size() + 1);
    changed.add(newest);
    changed.addAll(young);
    return new RunList(changed, levels);
  }

  RunList map(UnaryOperator<Run> change) {
    return new RunList(
        young.stream().map(change).toList(),
        levels.stream().map(level -> level.stream().map(change).toList()).toList());
  }

  RunList without(Set<Long> addresses) {
    return new RunList(
        without(young, addresses), levels.stream().map(runs -> without(runs, addresses)).toList());
  }

  /** Those of the runs here that are the same as {@code runs}, in the order of those. */
  List<Run> now(List<Run> runs) {
    Map<Long, Run> byAddress = new HashMap<>();
    all().forEach(run -> byAddress.put(run.address(), run));
    List<Run> found = new ArrayList<>();
    for (Run run : runs) {
      Run now = byAddress.get(run.address());
      if (now != null) {
        found.add(now);
      }
    }
    return found;
  }

  boolean contains(List<Run> runs) {
    return now(runs).size() == runs.size();
  }

  /**
   * Without {@code inputs}, which must be here, and with {@code outputs} at {@code level}.
   *
   * @throws IllegalStateException if an input is not here or the level would overlap
   */
  RunList replace(List<Run> inputs, int level, List<Run> outputs) {
    if (!contains(inputs)) {
      throw new IllegalStateException("a compacted run is not in the list any more");
    }
    Set<Long> gone = new HashSet<>();
    inputs.forEach(run -> gone.add(run.address()));
    List<Run> keptYoung = without(young, gone);
    List<List<Run>> changed = new ArrayList<>();
    for (int i = 1; i <= LEVELS; i++) {
      List<Run> kept = without(level(i), gone);
      if (i == level) {
        kept.addAll(outputs);
        kept.sort(Comparator.comparing(Run::firstKey));
      }
      changed.add(kept);
    }
    RunList result = new RunList(keptYoung, changed);
    String flaw = result.flaw();
    if (flaw != null) {
      throw new IllegalStateException(flaw);
    }
    return result;
  }

  private static List<Run> without(List<Run> runs, Set<Long> gone) {
    List<Run> kept = new ArrayList<>(runs);
    kept.removeIf(run -> gone.contains(run.address()));
    return kept;
  }

  /** What contradicts the order of the levels; null if nothing does. */
  @Nullable String flaw() {
    for (int level = 1; level <= LEVELS; level++) {
      Run before = null;
      for (Run run : level(level)) {
        if (run.firstKey().compareTo(run.lastKey()) > 0) {
          return "a run of level " + level + " ends before it begins: " + run;
        }
        if (before != null && before.lastKey().compareTo(run.firstKey()) >= 0) {
          return "runs of level " + level + " overlap: " + before + " and " + run;
        }
        before = run;
      }
    }
    return null;
  }

  /**
   * The place of the first of {@code runs}, which are a level, that ends at or above {@code key}.
   */
  static int firstEndingAtOrAbove(List<Run> runs, Slice key) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).lastKey().compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The one of {@code runs}, which are a level, that {@code key} belongs to, if there is one. */
  static @Nullable Run holder(List<Run> runs, Slice key) {
    int place = runs.isEmpty() ? 0 : firstEndingAtOrAbove(runs, key);
    boolean inside = place < runs.size() && runs.get(place).firstKey().compareTo(key) <= 0;
    return inside ? runs.get(place) : null;
  }

  /** The runs of {@code level} that overlap the keys from {@code first} to {@code last}. */
  List<Run> overlapping(int level, Slice first, Slice last) {
    List<Run> runs = level(level);
    int from = firstEndingAtOrAbove(runs, first);
    int to = from;
    while (to < runs.size() && runs.get(to).firstKey().compareTo(last) <= 0) {
      to++;
    }
    return runs.subList(from, to);
  }
}
