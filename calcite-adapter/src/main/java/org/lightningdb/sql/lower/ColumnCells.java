package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.exec.InsertCell;
import org.lightningdb.sql.parser.ast.InsertStatement.Overriding;
import org.lightningdb.sql.plan.ExpressionParser;

/** From the values that a statement writes down for columns to cells. */
final class ColumnCells {
  private final StatementParts parts;
  private final ExpressionParser expressionParser;
  private final TableDescriptor table;
  private final ToIntFunction<SqlNode> computed;
  private final @Nullable Overriding overriding;

  /**
   * @param computed takes an expression that a query has to compute, and returns the number of its
   *     column
   */
  ColumnCells(
      StatementParts parts,
      ExpressionParser expressionParser,
      TableDescriptor table,
      ToIntFunction<SqlNode> computed) {
    this(parts, expressionParser, table, computed, null);
  }

  /**
   * The same for an INSERT.
   *
   * @param overriding what becomes of values for identity columns; null = as declared
   */
  ColumnCells(
      StatementParts parts,
      ExpressionParser expressionParser,
      TableDescriptor table,
      ToIntFunction<SqlNode> computed,
      @Nullable Overriding overriding) {
    this.overriding = overriding;
    this.parts = parts;
    this.expressionParser = expressionParser;
    this.table = table;
    this.computed = computed;
  }

  /** Whether a value is neither DEFAULT nor a parameter nor a literal. */
  static boolean isComputed(SqlNode value) {
    return value.getKind() != SqlKind.DEFAULT
        && !(value instanceof SqlDynamicParam)
        && LiteralCell.of(value).isEmpty();
  }

  InsertCell cell(int column, SqlNode value) {
    if (value.getKind() == SqlKind.DEFAULT || isOverridden(column)) {
      return defaultCell(column);
    }
    checkMayBeGiven(column, value);
    if (value instanceof SqlDynamicParam parameter) {
      parts.parameter(parameter.getIndex(), table.columns().get(column).type());
      return new InsertCell.Parameter(parameter.getIndex());
    }
    Optional<LiteralCell.Value> literal = LiteralCell.of(value);
    return literal.isPresent()
        ? constant(column, literal.get().value(), value)
        : computedCell(value);
  }

  /** Whether values for the column are ignored. */
  boolean isOverridden(int column) {
    return overriding == Overriding.USER_VALUE
        && table.columns().get(column).identity() != Identity.NONE;
  }

  /** Fails unless the column may be given a value. */
  void checkMayBeGiven(int column, SqlNode value) {
    TargetColumns.checkNotGenerated(table, column, value);
    if (overriding != Overriding.SYSTEM_VALUE) {
      TargetColumns.checkNotAlwaysIdentity(table, column, value);
    }
  }

  /** The cell of a column that the statement gives no value or DEFAULT. */
  InsertCell defaultCell(int column) {
    ColumnDescriptor target = table.columns().get(column);
    if (target.identity() != Identity.NONE) {
      return new InsertCell.Identity();
    }
    if (target.defaultSql() == null) {
      return new InsertCell.Constant(null);
    }
    SqlNode expression = expressionParser.parseExpression(target.defaultSql());
    Optional<LiteralCell.Value> literal = LiteralCell.of(expression);
    return literal.isPresent()
        ? constant(column, literal.get().value(), expression)
        : computedCell(expression);
  }

  /** The cells of all columns; those without one get their default. */
  List<InsertCell> withDefaults(@Nullable InsertCell[] row) {
    List<InsertCell> cells = new ArrayList<>();
    for (int column = 0; column < row.length; column++) {
      InsertCell cell = row[column];
      cells.add(cell == null ? defaultCell(column) : cell);
    }
    return cells;
  }

  private InsertCell constant(int column, @Nullable Object value, SqlNode written) {
    ColumnDescriptor target = table.columns().get(column);
    if (ValueAssignment.dependsOnZone(value, target.type())) {
      return computedCell(written);
    }
    return new InsertCell.Constant(
        ValueAssignment.convert(value, target.type(), table.name(), target.name()));
  }

  private InsertCell computedCell(SqlNode expression) {
    return new InsertCell.Source(computed.applyAsInt(expression));
  }
}
