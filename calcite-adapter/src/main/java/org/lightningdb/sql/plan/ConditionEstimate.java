package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.plan.ColumnCondition.Interval;

/**
 * Guesses how many rows satisfy a condition. Unique keys are known, ranges with constant ends are
 * asked of the index; the rest are rules of thumb.
 */
final class ConditionEstimate {
  private static final double RANGE = 0.3;
  private static final double BETWEEN = 0.1;
  private static final double IS_NULL = 0.05;
  private static final double PREFIX = 0.05;

  private ConditionEstimate() {}

  static double rows(CatalogTable table, @Nullable RexNode condition) {
    ConditionAnalysis analysis = ConditionAnalysis.of(condition);
    double rows = table.rowCount();
    if (isKeyBound(table.descriptor(), analysis)) {
      return Math.min(1, rows);
    }
    return Math.max(Math.min(1, rows), rows * fraction(table, analysis));
  }

  private static double fraction(CatalogTable table, ConditionAnalysis analysis) {
    double fraction = ColumnGroups.selectivity(table, analysis.columnConditions());
    for (RexNode other : analysis.others()) {
      fraction *= fraction(table, other);
    }
    return fraction;
  }

  /** Operands of OR are taken for independent of each other. */
  private static double fraction(CatalogTable table, RexNode condition) {
    if (condition.isA(SqlKind.OR)) {
      double none = 1;
      for (RexNode operand : ((RexCall) condition).getOperands()) {
        none *= 1 - Math.min(1, fraction(table, ConditionAnalysis.of(operand)));
      }
      return 1 - none;
    }
    if (condition.isA(SqlKind.IS_NOT_TRUE)) {
      RexNode operand = ((RexCall) condition).getOperands().get(0);
      return 1 - Math.min(1, fraction(table, ConditionAnalysis.of(operand)));
    }
    return guess(condition);
  }

  /** The fraction of rows that satisfy a condition of whose columns nothing is known. */
  static double guess(RexNode condition) {
    return RelMdUtil.guessSelectivity(condition);
  }

  private static boolean isKeyBound(TableDescriptor table, ConditionAnalysis analysis) {
    List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
    indexes.add(table.primary());
    return indexes.stream()
        .filter(index -> (index.primary() || index.unique()) && !index.columns().isEmpty())
        .anyMatch(
            index -> index.columns().stream().allMatch(key -> isPoint(analysis, key.column())));
  }

  private static boolean isPoint(ConditionAnalysis analysis, int column) {
    return analysis.columnConditions().stream()
        .anyMatch(
            condition ->
                condition.column() == column && condition.single() instanceof Interval.Point);
  }

  /** The fraction of rows that satisfy a condition on one column. */
  static double selectivity(CatalogTable table, ColumnCondition condition) {
    double sum = 0;
    for (Interval interval : condition.intervals()) {
      sum += selectivity(table, condition.column(), interval);
    }
    double guess = Math.min(1, sum);
    return condition.exact() ? guess : Math.min(guess, PREFIX);
  }

  private static double selectivity(CatalogTable table, int column, Interval interval) {
    if (interval instanceof Interval.Range range) {
      double measured = measured(table, column, range);
      if (measured >= 0) {
        return measured;
      }
      return range.lower() != null && range.upper() != null ? BETWEEN : RANGE;
    }
    if (interval instanceof Interval.Point point) {
      double measured = measured(table, column, point);
      return measured >= 0 ? measured : equalToSome(table, column);
    }
    if (interval instanceof Interval.IsNull) {
      return nullFraction(table, column);
    }
    if (interval instanceof Interval.NotNull) {
      return 1 - nullFraction(table, column);
    }
    Interval.Other other = (Interval.Other) interval;
    double equal = selectivity(table, column, new Interval.Point(other.value()));
    return Math.max(0, 1 - nullFraction(table, column) - Math.min(0.5, equal));
  }

  /** From an index that begins with the column, else from the table's profile; else -1. */
  private static double measured(CatalogTable table, int column, Interval interval) {
    double inIndex = IndexEstimate.selectivity(table, column, interval);
    return inIndex >= 0 ? inIndex : ProfileEstimate.selectivity(table, column, interval);
  }

  private static double equalToSome(CatalogTable table, int column) {
    return (1 - nullFraction(table, column)) / distinctValues(table, column);
  }

  private static double nullFraction(CatalogTable table, int column) {
    ColumnProfile profile = table.profile(column);
    if (profile != null) {
      return profile.nullFraction();
    }
    return isNullable(table, column) ? IS_NULL : 0;
  }

  private static boolean isNullable(CatalogTable table, int column) {
    return column < table.rowKeyColumn() && table.descriptor().columns().get(column).nullable();
  }

  /** About how many different values a column has; at least 1. */
  static double distinctValues(CatalogTable table, int column) {
    double rows = Math.max(1, table.rowCount());
    TableDescriptor descriptor = table.descriptor();
    if (column >= table.rowKeyColumn() || isUnique(descriptor.primary(), column)) {
      return rows;
    }
    ColumnProfile profile = table.profile(column);
    if (profile != null) {
      return Math.max(1, Math.min(rows, profile.distinct()));
    }
    if (descriptor.columns().get(column).type().kind() == TypeKind.BOOLEAN) {
      return Math.min(2, rows);
    }
    double best = Math.sqrt(rows);
    for (IndexDescriptor index : descriptor.indexes()) {
      if (isUnique(index, column)) {
        return rows;
      }
      if (isLeading(index, column)) {
        best = Math.max(best, rows / 10);
      }
    }
    return Math.max(1, isLeading(descriptor.primary(), column) ? Math.max(best, rows / 4) : best);
  }

  private static boolean isUnique(IndexDescriptor index, int column) {
    return (index.primary() || index.unique())
        && index.columns().size() == 1
        && isLeading(index, column);
  }

  private static boolean isLeading(IndexDescriptor index, int column) {
    List<KeyColumn> columns = index.columns();
    return !columns.isEmpty() && columns.get(0).column() == column;
  }
}
