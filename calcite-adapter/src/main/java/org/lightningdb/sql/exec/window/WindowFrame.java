package org.lightningdb.sql.exec.window;

/**
 * The rows around the current one that a function looks at.
 *
 * @param rows whether offsets count rows; else the frame is a range of the order key
 */
public record WindowFrame(boolean rows, FrameBound lower, FrameBound upper, Exclusion exclusion) {
  /** Which rows of the frame do not count. */
  public enum Exclusion {
    NOTHING,
    CURRENT_ROW,
    GROUP,
    TIES
  }

  /** Whether the frame is the whole partition for every row. */
  boolean isWholePartition() {
    return exclusion == Exclusion.NOTHING
        && lower.kind() == FrameBound.Kind.UNBOUNDED_PRECEDING
        && upper.kind() == FrameBound.Kind.UNBOUNDED_FOLLOWING;
  }

  /** Whether the frame only grows from row to row of a partition. */
  boolean isGrowing() {
    return exclusion == Exclusion.NOTHING && lower.kind() == FrameBound.Kind.UNBOUNDED_PRECEDING;
  }
}
