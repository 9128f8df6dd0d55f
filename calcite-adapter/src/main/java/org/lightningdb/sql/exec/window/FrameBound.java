package org.lightningdb.sql.exec.window;

/**
 * One end of a frame.
 *
 * @param offset distance from the current row: rows, or units of the order key's vector form, to be
 *     subtracted if PRECEDING, added if FOLLOWING; else 0
 */
public record FrameBound(Kind kind, double offset, long longOffset) {
  /** What the end is. */
  public enum Kind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  public static final FrameBound FIRST = new FrameBound(Kind.UNBOUNDED_PRECEDING, 0, 0);
  public static final FrameBound CURRENT = new FrameBound(Kind.CURRENT_ROW, 0, 0);
  public static final FrameBound LAST = new FrameBound(Kind.UNBOUNDED_FOLLOWING, 0, 0);
}
