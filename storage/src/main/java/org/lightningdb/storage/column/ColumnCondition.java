package org.lightningdb.storage.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * A condition on one column of a shape. NULL passes {@link #isNull} only. Immutable; the order of
 * numbers is the natural one with -0.0 equal to 0.0 and NaN above everything, that of bytes the
 * unsigned one.
 */
public final class ColumnCondition {
  /** What is asked. */
  enum Test {
    NUMBER_RANGE,
    BYTES_RANGE,
    IS_NULL,
    IS_NOT_NULL
  }

  private final int column;
  private final Test test;

  /** In the form of {@link NumberOrder}, both inclusive; exact for numbers, not for bytes. */
  private final long low;

  private final long high;
  private final @Nullable Slice lower;
  private final @Nullable Slice upper;

  /** The least result of comparing a value with {@code lower} that passes: 0 or 1. */
  private final int lowerResult;

  /** The greatest result of comparing a value with {@code upper} that passes: 0 or -1. */
  private final int upperResult;

  private ColumnCondition(int column, Test test, long low, long high) {
    this.column = column;
    this.test = test;
    this.low = low;
    this.high = high;
    this.lower = null;
    this.upper = null;
    this.lowerResult = 0;
    this.upperResult = 0;
  }

  private ColumnCondition(
      int column,
      @Nullable Slice lower,
      boolean lowerInclusive,
      @Nullable Slice upper,
      boolean upperInclusive) {
    this.column = column;
    this.test = Test.BYTES_RANGE;
    this.lower = lower;
    this.upper = upper;
    this.low = lower == null ? Long.MIN_VALUE : order(lower);
    this.high = upper == null ? Long.MAX_VALUE : order(upper);
    this.lowerResult = lowerInclusive ? 0 : 1;
    this.upperResult = upperInclusive ? 0 : -1;
  }

  private static long order(Slice bytes) {
    return NumberOrder.ofBytes(bytes.array(), bytes.offset(), bytes.length());
  }

  /** A LONG column from {@code low} to {@code high}, both included; none if low is above high. */
  public static ColumnCondition longs(int column, long low, long high) {
    return new ColumnCondition(column, Test.NUMBER_RANGE, low, high);
  }

  /**
   * A DOUBLE column between two bounds; negative infinity and NaN, included, are no bounds.
   *
   * @param shape of the column
   */
  public static ColumnCondition doubles(
      int column,
      ShapeColumn shape,
      double low,
      boolean lowInclusive,
      double high,
      boolean highInclusive) {
    if (shape.kind() != ColumnKind.DOUBLE) {
      throw new IllegalArgumentException("column " + column + " is of kind " + shape.kind());
    }
    boolean narrow = shape.widthBytes() == Float.BYTES;
    long from = narrow ? lowFloat(low, lowInclusive) : lowDouble(low, lowInclusive);
    long to = narrow ? highFloat(high, highInclusive) : highDouble(high, highInclusive);
    return new ColumnCondition(column, Test.NUMBER_RANGE, from, to);
  }

  private static long lowDouble(double low, boolean inclusive) {
    return inclusive
        ? NumberOrder.ofDouble(low == 0 ? -0.0 : low)
        : NumberOrder.ofDouble(low + 0.0) + 1;
  }

  private static long highDouble(double high, boolean inclusive) {
    return inclusive
        ? NumberOrder.ofDouble(high + 0.0)
        : NumberOrder.ofDouble(high == 0 ? -0.0 : high) - 1;
  }

  private static long lowFloat(double low, boolean inclusive) {
    float nearest = (float) low;
    if (nearest < low) {
      return NumberOrder.ofFloat(Math.nextUp(nearest) == 0 ? -0.0f : Math.nextUp(nearest));
    }
    boolean skip = !inclusive && !(nearest > low);
    return skip
        ? NumberOrder.ofFloat(nearest + 0.0f) + 1
        : NumberOrder.ofFloat(nearest == 0 ? -0.0f : nearest);
  }

  private static long highFloat(double high, boolean inclusive) {
    float nearest = (float) high;
    if (nearest > high) {
      return NumberOrder.ofFloat(Math.nextDown(nearest) + 0.0f);
    }
    boolean skip = !inclusive && !(nearest < high);
    return skip
        ? NumberOrder.ofFloat(nearest == 0 ? -0.0f : nearest) - 1
        : NumberOrder.ofFloat(nearest + 0.0f);
  }

  /** A BYTES column between two bounds; null is no bound. The slices must not change any more. */
  public static ColumnCondition bytes(
      int column,
      @Nullable Slice lower,
      boolean lowerInclusive,
      @Nullable Slice upper,
      boolean upperInclusive) {
    return new ColumnCondition(column, lower, lowerInclusive, upper, upperInclusive);
  }

  public static ColumnCondition isNull(int column) {
    return new ColumnCondition(column, Test.IS_NULL, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public static ColumnCondition isNotNull(int column) {
    return new ColumnCondition(column, Test.IS_NOT_NULL, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public int column() {
    return column;
  }

  Test test() {
    return test;
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }

  /** Whether a row of the zone may pass. */
  public boolean mayHold(ColumnZone zone) {
    return switch (test) {
      case IS_NULL -> zone.nulls() > 0;
      case IS_NOT_NULL -> zone.nulls() < zone.rows();
      case NUMBER_RANGE, BYTES_RANGE ->
          zone.nulls() < zone.rows() && low <= high && zone.high() >= low && zone.low() <= high;
    };
  }

  /** Whether a value of a BYTES column passes. */
  boolean holdsForBytes(byte[] array, int from, int to) {
    Slice least = lower;
    if (least != null && compare(array, from, to, least) < lowerResult) {
      return false;
    }
    Slice most = upper;
    return most == null || compare(array, from, to, most) <= upperResult;
  }

  private static int compare(byte[] array, int from, int to, Slice bound) {
    int boundEnd = bound.offset() + bound.length();
    int order = Arrays.compareUnsigned(array, from, to, bound.array(), bound.offset(), boundEnd);
    return Integer.signum(order);
  }

  /** Whether a row passes. */
  public boolean holds(ShapedRow row) {
    boolean isNull = row.isNull(column);
    return switch (test) {
      case IS_NULL -> isNull;
      case IS_NOT_NULL -> !isNull;
      case NUMBER_RANGE -> {
        long order = isNull ? 0 : row.orderAt(column);
        yield !isNull && order >= low && order <= high;
      }
      case BYTES_RANGE -> {
        Slice value = isNull ? null : row.bytesAt(column, new Slice());
        yield value != null
            && holdsForBytes(value.array(), value.offset(), value.offset() + value.length());
      }
    };
  }

  @Override
  public String toString() {
    return "column " + column + " " + test + " " + low + ".." + high;
  }
}
