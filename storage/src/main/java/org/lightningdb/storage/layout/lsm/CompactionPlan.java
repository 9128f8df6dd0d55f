package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lightningdb.storage.bytes.Slice;

/**
 * What one compaction does: merges {@code newer} and {@code older} runs and puts the result in
 * their place at {@code targetLevel}. Immutable.
 *
 * @param reason why
 * @param fromLevel where {@code newer} are; not below the target
 * @param targetLevel where the result goes
 * @param newer runs from above, newer ones first
 * @param older runs of the target level, in the order of their keys
 * @param below runs of the level below the target that the result overlaps
 * @param dropsTombstones whether nothing older than the inputs can hold a key of theirs
 * @param move whether the inputs stay as they are and only change level
 */
record CompactionPlan(
    Reason reason,
    int fromLevel,
    int targetLevel,
    List<Run> newer,
    List<Run> older,
    List<Run> below,
    boolean dropsTombstones,
    boolean move) {

  /** Why a compaction is to run. */
  enum Reason {
    /** Too many or too large young runs. */
    YOUNG_RUNS,
    /** A level is larger than it should be. */
    LEVEL_SIZE,
    /** Too many deletions. */
    TOMBSTONES
  }

  CompactionPlan {
    newer = List.copyOf(newer);
    older = List.copyOf(older);
    below = List.copyOf(below);
    if (move && !older.isEmpty()) {
      throw new IllegalArgumentException("a move merges nothing");
    }
  }

  /** All runs that the result takes the place of. */
  List<Run> inputs() {
    List<Run> all = new ArrayList<>(newer);
    all.addAll(older);
    return all;
  }

  /** The smallest key of the inputs. */
  Slice firstKey() {
    return inputs().stream().map(Run::firstKey).min(Comparator.naturalOrder()).orElseThrow();
  }

  Slice lastKey() {
    return inputs().stream().map(Run::lastKey).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Whether this and {@code other} must not run at the same time: they share keys, first to last,
   * and levels, from above to target. Otherwise, whichever is installed first: for each key, at
   * most one of them moves versions between two levels at a time and past none that the other one
   * moves, so newer versions stay above older ones; neither finds its target level changed where it
   * puts its result; and what lies below a target, which tells whether deletions can go, gets no
   * key from the other.
   */
  boolean excludes(CompactionPlan other) {
    return fromLevel <= other.targetLevel
        && other.fromLevel <= targetLevel
        && firstKey().compareTo(other.lastKey()) <= 0
        && lastKey().compareTo(other.firstKey()) >= 0;
  }

  long inputBytes() {
    return inputs().stream().mapToLong(Run::bytes).sum();
  }

  /** {@code current}, which may have got more young runs meanwhile, after this compaction. */
  RunList apply(RunList current, List<Run> outputs) {
    return current.replace(inputs(), targetLevel, move ? current.now(newer) : outputs);
  }
}
