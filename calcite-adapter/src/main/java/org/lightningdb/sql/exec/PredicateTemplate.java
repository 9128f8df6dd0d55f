package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.type.SqlType;

/**
 * A condition for the scan to evaluate, whose value may wait for arguments.
 *
 * @param comparand null exactly for the two NULL tests
 */
public record PredicateTemplate(int column, Comparison comparison, @Nullable Comparand comparand) {
  /** The predicate for these arguments, or null if no row can satisfy it. */
  @Nullable ColumnPredicate bind(SqlType type, List<@Nullable Object> arguments) {
    if (comparand == null) {
      return new ColumnPredicate(column, comparison, null);
    }
    FittedComparison fitted = FittedComparison.of(type, comparison, comparand.value(arguments));
    return switch (fitted.outcome()) {
      case NEVER -> null;
      case NOT_NULL -> new ColumnPredicate(column, Comparison.IS_NOT_NULL, null);
      case COMPARE -> new ColumnPredicate(column, fitted.comparison(), fitted.value());
    };
  }
}
