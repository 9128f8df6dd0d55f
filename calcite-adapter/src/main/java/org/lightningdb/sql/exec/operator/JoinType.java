package org.lightningdb.sql.exec.operator;

/** The kinds of joins. */
public enum JoinType {
  INNER,
  LEFT,
  RIGHT,
  FULL,
  /** The left rows that have a match. */
  SEMI,
  /** The left rows that have none. */
  ANTI,
  /**
   * All left rows, with one more column: true if a row matches, else unknown if the condition is
   * unknown for some row, else false.
   */
  MARK;

  /** Whether left rows without a match come out with NULLs. */
  boolean keepsLeft() {
    return this == LEFT || this == FULL;
  }

  /** Whether right rows without a match come out with NULLs. */
  boolean keepsRight() {
    return this == RIGHT || this == FULL;
  }

  /** Whether rows of both sides are put together. */
  boolean combines() {
    return this == INNER || this == LEFT || this == RIGHT || this == FULL;
  }
}
