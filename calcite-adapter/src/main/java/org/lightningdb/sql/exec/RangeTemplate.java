package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeyRange.Bound;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;

/**
 * A range of an index whose bounds may wait for arguments.
 *
 * @param equal comparands of the leading key columns; a null element means IS NULL
 * @param lower bound of the next key column, or null
 * @param upper bound of the next key column, or null
 */
public record RangeTemplate(
    List<@Nullable Comparand> equal, @Nullable BoundTemplate lower, @Nullable BoundTemplate upper) {
  /** One end of a range. */
  public record BoundTemplate(Comparand comparand, boolean inclusive) {
    private @Nullable BoundTemplate with(Function<Comparand, @Nullable Comparand> others) {
      Comparand other = others.apply(comparand);
      return other == null ? null : new BoundTemplate(other, inclusive);
    }
  }

  public static final RangeTemplate ALL = new RangeTemplate(List.of(), null, null);

  public RangeTemplate {
    equal = java.util.Collections.unmodifiableList(new ArrayList<>(equal));
  }

  /** The same range with other comparands; null if there is none for one of them. */
  public @Nullable RangeTemplate withComparands(Function<Comparand, @Nullable Comparand> others) {
    List<@Nullable Comparand> points = new ArrayList<>();
    for (Comparand comparand : equal) {
      Comparand other = comparand == null ? null : others.apply(comparand);
      if (comparand != null && other == null) {
        return null;
      }
      points.add(other);
    }
    BoundTemplate from = lower == null ? null : lower.with(others);
    BoundTemplate to = upper == null ? null : upper.with(others);
    return (lower != null && from == null) || (upper != null && to == null)
        ? null
        : new RangeTemplate(points, from, to);
  }

  /**
   * The range for these arguments, or null if no entry can be in it.
   *
   * @param first the key column that the range begins with
   */
  @Nullable KeyRange bind(
      TableDescriptor table, IndexDescriptor index, int first, List<@Nullable Object> arguments) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < equal.size(); i++) {
      Comparand comparand = equal.get(i);
      if (comparand == null) {
        values.add(null);
        continue;
      }
      FittedComparison fitted =
          FittedComparison.of(
              keyType(table, index, first + i), Comparison.EQUAL, comparand.value(arguments));
      if (fitted.outcome() == FittedComparison.Outcome.NEVER) {
        return null;
      }
      values.add(fitted.comparedValue());
    }
    if (lower == null && upper == null) {
      return new KeyRange(values, null, null);
    }
    SqlType type = keyType(table, index, first + equal.size());
    FittedComparison from =
        fit(type, lower, Comparison.GREATER_OR_EQUAL, Comparison.GREATER, arguments);
    FittedComparison to = fit(type, upper, Comparison.LESS_OR_EQUAL, Comparison.LESS, arguments);
    if (isNever(from) || isNever(to)) {
      return null;
    }
    return new KeyRange(values, bound(from), bound(to));
  }

  private static @Nullable FittedComparison fit(
      SqlType type,
      @Nullable BoundTemplate bound,
      Comparison inclusive,
      Comparison exclusive,
      List<@Nullable Object> arguments) {
    return bound == null
        ? null
        : FittedComparison.of(
            type, bound.inclusive() ? inclusive : exclusive, bound.comparand().value(arguments));
  }

  private static boolean isNever(@Nullable FittedComparison fitted) {
    return fitted != null && fitted.outcome() == FittedComparison.Outcome.NEVER;
  }

  private static @Nullable Bound bound(@Nullable FittedComparison fitted) {
    if (fitted == null) {
      return null;
    }
    boolean inclusive =
        fitted.comparison() == Comparison.GREATER_OR_EQUAL
            || fitted.comparison() == Comparison.LESS_OR_EQUAL;
    return new Bound(fitted.comparedValue(), inclusive);
  }

  private static SqlType keyType(TableDescriptor table, IndexDescriptor index, int position) {
    return table.columns().get(index.columns().get(position).column()).type();
  }
}
