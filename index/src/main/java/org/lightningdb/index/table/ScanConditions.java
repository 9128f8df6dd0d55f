package org.lightningdb.index.table;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.RowFormat;

/** Predicates as conditions that storage evaluates while it scans, where it can. */
final class ScanConditions {
  private ScanConditions() {}

  /**
   * The condition that says the same, or null if storage has none.
   *
   * @param position of the column in the row value
   */
  static @Nullable ColumnCondition of(
      ColumnPredicate predicate, SqlType type, RowFormat format, int position) {
    Comparison comparison = predicate.comparison();
    boolean nullTest = comparison == Comparison.IS_NULL || comparison == Comparison.IS_NOT_NULL;
    Object value = predicate.value();
    if (nullTest != (value == null)) {
      throw new IllegalArgumentException("predicate " + predicate + " has a wrong value");
    }
    if (value == null) {
      return comparison == Comparison.IS_NULL
          ? ColumnCondition.isNull(position)
          : ColumnCondition.isNotNull(position);
    }
    if (comparison == Comparison.NOT_EQUAL) {
      return null;
    }
    return switch (type.columnKind()) {
      case LONG -> ofLong(comparison, position, VectorValues.toLong(value, type));
      case DOUBLE -> ofDouble(comparison, format, position, ((Number) value).doubleValue());
      case BYTES -> ofBytes(comparison, position, new Slice(VectorValues.toBytes(value, type)));
      case OBJECT -> null;
    };
  }

  private static ColumnCondition ofLong(Comparison comparison, int position, long value) {
    boolean exclusive = comparison == Comparison.LESS || comparison == Comparison.GREATER;
    if (exclusive && value == (hasLower(comparison) ? Long.MAX_VALUE : Long.MIN_VALUE)) {
      return ColumnCondition.longs(position, 1, 0);
    }
    int step = exclusive ? 1 : 0;
    long low = hasLower(comparison) ? value + step : Long.MIN_VALUE;
    long high = hasUpper(comparison) ? value - step : Long.MAX_VALUE;
    return ColumnCondition.longs(position, low, high);
  }

  private static ColumnCondition ofDouble(
      Comparison comparison, RowFormat format, int position, double value) {
    boolean inclusive = comparison != Comparison.LESS && comparison != Comparison.GREATER;
    double low = hasLower(comparison) ? value : Double.NEGATIVE_INFINITY;
    double high = hasUpper(comparison) ? value : Double.NaN;
    return ColumnCondition.doubles(
        position,
        format.column(position),
        low,
        inclusive || !hasLower(comparison),
        high,
        inclusive || !hasUpper(comparison));
  }

  private static ColumnCondition ofBytes(Comparison comparison, int position, Slice value) {
    boolean inclusive = comparison != Comparison.LESS && comparison != Comparison.GREATER;
    Slice low = hasLower(comparison) ? value : null;
    Slice high = hasUpper(comparison) ? value : null;
    return ColumnCondition.bytes(position, low, inclusive, high, inclusive);
  }

  private static boolean hasLower(Comparison comparison) {
    return comparison == Comparison.EQUAL
        || comparison == Comparison.GREATER
        || comparison == Comparison.GREATER_OR_EQUAL;
  }

  private static boolean hasUpper(Comparison comparison) {
    return comparison == Comparison.EQUAL
        || comparison == Comparison.LESS
        || comparison == Comparison.LESS_OR_EQUAL;
  }
}
