package org.lightningdb.sql.exec.window;

import java.math.BigDecimal;

/**
 * One end of a frame. The distance from the current row is to be subtracted if PRECEDING, added if
 * FOLLOWING; the order key's type says which of its forms is used.
 *
 * @param offset for keys kept as doubles
 * @param longOffset rows, months, or units of the vector form of keys kept as longs
 * @param decimalOffset for keys kept as decimals
 */
public record FrameBound(
    Kind kind, double offset, long longOffset, BigDecimal decimalOffset, Unit unit) {
  /** What the end is. */
  public enum Kind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  /** What a distance is measured in. */
  public enum Unit {
    ROW,
    KEY,
    /** Of a key that is a number of days. */
    MONTHS_OF_DATE,
    /** Of a key that is a number of microseconds. */
    MONTHS_OF_TIMESTAMP
  }

  /** More than there are; adding it to a row number does not overflow. */
  private static final long ROWS_MAX = 1L << 60;

  public static final FrameBound FIRST = ofRows(Kind.UNBOUNDED_PRECEDING, 0);
  public static final FrameBound CURRENT = ofRows(Kind.CURRENT_ROW, 0);
  public static final FrameBound LAST = ofRows(Kind.UNBOUNDED_FOLLOWING, 0);

  public static FrameBound ofRows(Kind kind, long rows) {
    return new FrameBound(kind, 0, Math.min(rows, ROWS_MAX), BigDecimal.ZERO, Unit.ROW);
  }

  public static FrameBound ofMonths(Kind kind, long months, Unit unit) {
    return new FrameBound(kind, 0, months, BigDecimal.ZERO, unit);
  }
}
