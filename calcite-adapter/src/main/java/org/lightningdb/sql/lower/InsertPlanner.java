package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.ConflictAction;
import org.lightningdb.sql.exec.GeneratedValues;
import org.lightningdb.sql.exec.InsertCell;
import org.lightningdb.sql.exec.InsertQueryPlan;
import org.lightningdb.sql.exec.InsertValuesPlan;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.parser.ast.InsertStatement.Overriding;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.Preset;

/** Plans one INSERT. */
final class InsertPlanner {
  /** Values computed by one query; more would make methods that the JVM does not compile. */
  private static final int COMPUTED_PER_QUERY = 100;

  private static final Set<String> RANDOM =
      Set.of("RAND", "RANDOM", "RAND_INTEGER", "GEN_RANDOM_UUID", "RANDOM_UUID", "UUIDV7");

  private final StatementParts parts;
  private final ColumnCells cells;
  private final SqlInsert insert;
  private final @Nullable ConflictPlanning conflict;
  private final TableDescriptor table;
  private final @Nullable GeneratedValues generated;
  private final List<Integer> targets;
  private final List<SqlNode> computed = new ArrayList<>();

  /**
   * @param overriding what becomes of values for identity columns; null = as declared
   * @param conflict ON CONFLICT; null = none
   */
  InsertPlanner(
      StatementParts parts,
      ExpressionParser expressionParser,
      SqlInsert insert,
      @Nullable Overriding overriding,
      @Nullable ConflictPlanning conflict) {
    this.parts = parts;
    this.insert = insert;
    this.conflict = conflict;
    this.table = parts.target(insert.getTargetTable());
    this.generated = GeneratedPlanner.plan(parts, expressionParser, table);
    this.cells = new ColumnCells(parts, expressionParser, table, this::computed, overriding);
    this.targets = TargetColumns.of(table, insert.getTargetColumnList());
  }

  /** Plans ON CONFLICT; asked once, after the rows. */
  interface ConflictPlanning {
    ConflictAction plan(TableDescriptor table);
  }

  PreparedPlan.ModifyPlan plan() {
    if (insert.isUpsert()) {
      throw DbException.notSupported("UPSERT");
    }
    SqlNode source = insert.getSource();
    return source.getKind() == SqlKind.VALUES
        ? planValues(((SqlBasicCall) source).getOperandList())
        : planQuery(source);
  }

  private PreparedPlan.ModifyPlan planValues(List<SqlNode> writtenRows) {
    List<List<InsertCell>> rows = new ArrayList<>();
    for (SqlNode written : writtenRows) {
      List<SqlNode> values =
          written.getKind() == SqlKind.ROW
              ? ((SqlCall) written).getOperandList()
              : List.of(written);
      checkCount(values.size(), written);
      @Nullable InsertCell[] row = new @Nullable InsertCell[table.columns().size()];
      for (int i = 0; i < values.size(); i++) {
        row[targets.get(i)] = cells.cell(targets.get(i), values.get(i));
      }
      rows.add(cells.withDefaults(row));
    }
    List<PreparedPlan.QueryPlan> queries = computedQueries();
    ConflictAction action = conflictAction();
    String explain = describe(String.format(Locale.ROOT, "Values rows=%d", rows.size()), action);
    return new InsertValuesPlan(
        table, parts.parameterTypes(), explain, rows, queries, action, generated);
  }

  private void checkCount(int values, SqlNode where) {
    TargetColumns.checkCount(targets.size(), values, where);
  }

  private int computed(SqlNode expression) {
    computed.add(expression);
    return computed.size() - 1;
  }

  private List<PreparedPlan.QueryPlan> computedQueries() {
    List<PreparedPlan.QueryPlan> queries = new ArrayList<>();
    for (int from = 0; from < computed.size(); from += COMPUTED_PER_QUERY) {
      int to = Math.min(computed.size(), from + COMPUTED_PER_QUERY);
      SqlNode row =
          SqlStdOperatorTable.ROW.createCall(SqlParserPos.ZERO, computed.subList(from, to));
      queries.add(parts.valuesQuery(SqlStdOperatorTable.VALUES.createCall(SqlParserPos.ZERO, row)));
    }
    return queries;
  }

  private PreparedPlan.ModifyPlan planQuery(SqlNode source) {
    PreparedPlan.QueryPlan query = parts.query(source, presets(source));
    List<ResultColumn> columns = query.columns();
    checkCount(columns.size(), source);
    @Nullable InsertCell[] row = new @Nullable InsertCell[table.columns().size()];
    for (int i = 0; i < columns.size(); i++) {
      int target = targets.get(i);
      if (cells.isOverridden(target)) {
        continue;
      }
      cells.checkMayBeGiven(target, source);
      TargetColumns.checkAssignable(table, target, columns.get(i).type());
      row[target] = new InsertCell.Source(i);
    }
    List<InsertCell> rowCells = shiftDefaults(cells.withDefaults(row), row, columns.size());
    List<PreparedPlan.QueryPlan> defaults = computedQueries();
    ConflictAction action = conflictAction();
    return new InsertQueryPlan(
        table,
        parts.parameterTypes(),
        describe(query.explain(), action),
        query,
        rowCells,
        defaults,
        computed.stream().anyMatch(InsertPlanner::varies),
        action,
        generated);
  }

  private @Nullable ConflictAction conflictAction() {
    return conflict == null ? null : conflict.plan(table);
  }

  /** Whether an expression may have another value for each row. */
  private static boolean varies(SqlNode expression) {
    try {
      expression.accept(
          new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
              if (RANDOM.contains(call.getOperator().getName().toUpperCase(Locale.ROOT))) {
                throw Util.FoundOne.NULL;
              }
              return super.visit(call);
            }
          });
      return false;
    } catch (Util.FoundOne found) {
      return true;
    }
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

  private String describe(String source, @Nullable ConflictAction action) {
    return "Insert "
        + table.schema()
        + "."
        + table.name()
        + (action == null ? "" : ConflictPlanner.describe(action))
        + "\n"
        + source.indent(2).stripTrailing();
  }
}
