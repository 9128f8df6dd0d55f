package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.exec.InsertCell;
import org.lightningdb.sql.exec.InsertQueryPlan;
import org.lightningdb.sql.exec.InsertValuesPlan;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.Preset;

/** Plans one INSERT. */
final class InsertPlanner {
  /** Values computed by one query; more would make methods that the JVM does not compile. */
  private static final int COMPUTED_PER_QUERY = 100;

  private final StatementParts parts;
  private final ExpressionParser expressionParser;
  private final SqlInsert insert;
  private final TableDescriptor table;
  private final List<Integer> targets;
  private final List<SqlNode> computed = new ArrayList<>();

  InsertPlanner(StatementParts parts, ExpressionParser expressionParser, SqlInsert insert) {
    this.parts = parts;
    this.expressionParser = expressionParser;
    this.insert = insert;
    this.table = parts.target(insert.getTargetTable());
    this.targets = TargetColumns.of(table, insert.getTargetColumnList());
  }

  PreparedPlan plan() {
    if (insert.isUpsert()) {
      throw DbException.notSupported("UPSERT");
    }
    SqlNode source = insert.getSource();
    return source.getKind() == SqlKind.VALUES
        ? planValues(((SqlBasicCall) source).getOperandList())
        : planQuery(source);
  }

  private PreparedPlan planValues(List<SqlNode> writtenRows) {
    List<List<InsertCell>> rows = new ArrayList<>();
    for (SqlNode written : writtenRows) {
      List<SqlNode> values =
          written.getKind() == SqlKind.ROW
              ? ((SqlCall) written).getOperandList()
              : List.of(written);
      checkCount(values.size(), written);
      @Nullable InsertCell[] row = new @Nullable InsertCell[table.columns().size()];
      for (int i = 0; i < values.size(); i++) {
        row[targets.get(i)] = cell(targets.get(i), values.get(i));
      }
      rows.add(withDefaults(row));
    }
    String explain = describe(String.format(Locale.ROOT, "Values rows=%d", rows.size()));
    List<PreparedPlan.QueryPlan> queries = computedQueries();
    return new InsertValuesPlan(table, parts.parameterTypes(), explain, rows, queries);
  }

  private void checkCount(int values, SqlNode where) {
    if (values != targets.size()) {
      throw TargetColumns.at(
          DbException.of(
              SqlState.SYNTAX_ERROR,
              "INSERT has " + targets.size() + " target columns but " + values + " values"),
          where);
    }
  }

  private InsertCell cell(int column, SqlNode value) {
    if (value.getKind() == SqlKind.DEFAULT) {
      return defaultCell(column);
    }
    TargetColumns.checkNotAlwaysIdentity(table, column, value);
    if (value instanceof SqlDynamicParam parameter) {
      parts.parameter(parameter.getIndex(), table.columns().get(column).type());
      return new InsertCell.Parameter(parameter.getIndex());
    }
    Optional<LiteralCell.Value> literal = LiteralCell.of(value);
    if (literal.isPresent()) {
      return constant(column, literal.get().value());
    }
    return computedCell(value);
  }

  private InsertCell constant(int column, @Nullable Object value) {
    ColumnDescriptor target = table.columns().get(column);
    return new InsertCell.Constant(
        ValueAssignment.convert(value, target.type(), table.name(), target.name()));
  }

  private InsertCell computedCell(SqlNode expression) {
    computed.add(expression);
    return new InsertCell.Source(computed.size() - 1);
  }

  /** The cell of a column that the statement gives no value or DEFAULT. */
  private InsertCell defaultCell(int column) {
    ColumnDescriptor target = table.columns().get(column);
    if (target.identity() != Identity.NONE) {
      return new InsertCell.Identity();
    }
    if (target.defaultSql() == null) {
      return new InsertCell.Constant(null);
    }
    SqlNode expression = expressionParser.parseExpression(target.defaultSql());
    Optional<LiteralCell.Value> literal = LiteralCell.of(expression);
    return literal.isPresent() ? constant(column, literal.get().value()) : computedCell(expression);
  }

  private List<InsertCell> withDefaults(@Nullable InsertCell[] row) {
    List<InsertCell> cells = new ArrayList<>();
    for (int column = 0; column < row.length; column++) {
      InsertCell cell = row[column];
      cells.add(cell == null ? defaultCell(column) : cell);
    }
    return cells;
  }

  private List<PreparedPlan.QueryPlan> computedQueries() {
    List<PreparedPlan.QueryPlan> queries = new ArrayList<>();
    for (int from = 0; from < computed.size(); from += COMPUTED_PER_QUERY) {
      int to = Math.min(computed.size(), from + COMPUTED_PER_QUERY);
      SqlNode row =
          SqlStdOperatorTable.ROW.createCall(SqlParserPos.ZERO, computed.subList(from, to));
      queries.add(
          parts.query(SqlStdOperatorTable.VALUES.createCall(SqlParserPos.ZERO, row), List.of()));
    }
    return queries;
  }

  private PreparedPlan planQuery(SqlNode source) {
    PreparedPlan.QueryPlan query = parts.query(source, presets(source));
    List<ResultColumn> columns = query.columns();
    checkCount(columns.size(), source);
    @Nullable InsertCell[] row = new @Nullable InsertCell[table.columns().size()];
    for (int i = 0; i < columns.size(); i++) {
      int target = targets.get(i);
      TargetColumns.checkNotAlwaysIdentity(table, target, source);
      TargetColumns.checkAssignable(table, target, columns.get(i).type());
      row[target] = new InsertCell.Source(i);
    }
    List<InsertCell> cells = new ArrayList<>();
    for (InsertCell cell : withDefaults(row)) {
      cells.add(cell);
    }
    return new InsertQueryPlan(
        table,
        parts.parameterTypes(),
        describe(query.explain()),
        query,
        shiftDefaults(cells, row, columns.size()),
        computedQueries());
  }

  /** Computed defaults are numbered after the query's columns. */
  private static List<InsertCell> shiftDefaults(
      List<InsertCell> cells, @Nullable InsertCell[] row, int queryColumns) {
    List<InsertCell> shifted = new ArrayList<>();
    for (int column = 0; column < row.length; column++) {
      boolean isDefault = row[column] == null;
      shifted.add(
          isDefault && cells.get(column) instanceof InsertCell.Source source
              ? new InsertCell.Source(source.column() + queryColumns)
              : cells.get(column));
    }
    return shifted;
  }

  /** Parameters that are items of the outermost SELECT take the type of their target column. */
  private List<Preset> presets(SqlNode source) {
    List<Preset> presets = new ArrayList<>();
    if (source instanceof SqlSelect select) {
      List<SqlNode> items = select.getSelectList();
      for (int i = 0; i < items.size() && i < targets.size(); i++) {
        SqlNode item = items.get(i);
        SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
        if (value instanceof SqlDynamicParam parameter) {
          presets.add(new Preset(parameter, table.columns().get(targets.get(i)).type()));
        }
      }
    }
    return presets;
  }

  private String describe(String source) {
    return "Insert "
        + table.schema()
        + "."
        + table.name()
        + "\n"
        + source.indent(2).stripTrailing();
  }
}
