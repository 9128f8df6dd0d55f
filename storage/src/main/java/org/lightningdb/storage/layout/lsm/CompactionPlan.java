package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;

/**
 * What one compaction does: merges {@code newer} and {@code older} runs and puts the result in
 * their place at {@code targetLevel}. Immutable.
 *
 * @param reason why
 * @param targetLevel where the result goes
 * @param newer runs from above, newer ones first
 * @param older runs of the target level, in the order of their keys
 * @param below runs of the level below the target that the result overlaps
 * @param dropsTombstones whether nothing older than the inputs can hold a key of theirs
 * @param move whether the inputs stay as they are and only change level
 */
record CompactionPlan(
    Reason reason,
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

  long inputBytes() {
    return inputs().stream().mapToLong(Run::bytes).sum();
  }

  /** {@code current}, which may have got more young runs meanwhile, after this compaction. */
  RunList apply(RunList current, List<Run> outputs) {
    return current.replace(inputs(), targetLevel, move ? current.now(newer) : outputs);
  }
}
