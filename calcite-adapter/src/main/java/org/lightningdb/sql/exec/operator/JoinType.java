package org.lightningdb.sql.exec.operator;

/** Which rows a join returns. */
public enum JoinType {
  INNER,
  /** All left rows, with NULLs if they match none. */
  LEFT,
  /** All right rows, with NULLs if they match none. */
  RIGHT,
  FULL,
  /** The left rows that match any. */
  SEMI,
  /** The left rows that match none. */
  ANTI,
  /** All left rows and one more column: whether they match any; NULL if that is unknown. */
  MARK,
  /** The right rows that match any. */
  RIGHT_SEMI,
  /** The right rows that match none. */
  RIGHT_ANTI;

  /** Whether its rows have the columns of both sides. */
  boolean combines() {
    return this == INNER || this == LEFT || this == RIGHT || this == FULL;
  }

  boolean keepsLeft() {
    return this == LEFT || this == FULL;
  }

  /** Whether it has to be known in the end which right rows matched. */
  boolean keepsRight() {
    return this == RIGHT || this == FULL || keepsRightAlone();
  }

  /** Whether its rows have the columns of the right side only. */
  boolean keepsRightAlone() {
    return this == RIGHT_SEMI || this == RIGHT_ANTI;
  }

  /** Whether no right row at all means no rows. */
  boolean needsRight() {
    return this == INNER || this == SEMI || this == RIGHT || keepsRightAlone();
  }

  /** The same join with its sides exchanged; not for MARK. */
  public JoinType swapped() {
    return switch (this) {
      case INNER, FULL -> this;
      case LEFT -> RIGHT;
      case RIGHT -> LEFT;
      case SEMI -> RIGHT_SEMI;
      case ANTI -> RIGHT_ANTI;
      case RIGHT_SEMI -> SEMI;
      case RIGHT_ANTI -> ANTI;
      case MARK -> throw new IllegalArgumentException("a mark belongs to the left rows");
    };
  }
}
