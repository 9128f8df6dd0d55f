package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.DeletePlan;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.UpdatePlan;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.Preset;
import org.lightningdb.sql.plan.SelectNodes;

/**
 * Plans UPDATE and DELETE: a query finds the rows, with their keys and new values, and the plan
 * writes them. The query reads the target under a name of its own that has the row key as a column.
 */
final class ChangePlanner {
  private final StatementParts parts;
  private final ExpressionParser expressionParser;
  private final Kept kept;

  ChangePlanner(StatementParts parts, ExpressionParser expressionParser, Kept kept) {
    this.parts = parts;
    this.expressionParser = expressionParser;
    this.kept = kept;
  }

  /**
   * Plans a DELETE.
   *
   * @param using what the rows are joined with; null = nothing
   */
  PreparedPlan.ModifyPlan plan(SqlDelete delete, @Nullable SqlNode using) {
    TableDescriptor table = parts.target(delete.getTargetTable());
    SqlIdentifier alias = alias(delete.getAlias(), table);
    List<SqlNode> items = new ArrayList<>(List.of(rowKey(alias)));
    if (kept != Kept.NOTHING) {
      items.addAll(columns(table, alias));
    }
    SqlSelect select = select(from(table, alias, using), items, delete.getCondition());
    PreparedPlan.QueryPlan query = parts.queryWithTarget(select, table, List.of());
    return new DeletePlan(
        table, parts.parameterTypes(), describe("Delete", table, query), query, using != null);
  }

  /**
   * Plans an UPDATE.
   *
   * @param joined what the rows are joined with; null = nothing
   */
  PreparedPlan.ModifyPlan plan(SqlUpdate update, @Nullable SqlNode joined) {
    TableDescriptor table = parts.target(update.getTargetTable());
    SqlIdentifier alias = alias(update.getAlias(), table);
    List<Integer> changed = TargetColumns.of(table, update.getTargetColumnList());
    List<Integer> numbered = new ArrayList<>();
    List<Preset> presets = new ArrayList<>();
    List<SqlNode> items = columns(table, alias);
    for (int i = 0; i < changed.size(); i++) {
      int column = changed.get(i);
      if (isNumbered(table, column, update.getSourceExpressionList().get(i))) {
        numbered.add(column);
        continue;
      }
      SqlNode value = value(table, column, update.getSourceExpressionList().get(i));
      if (value instanceof SqlDynamicParam parameter) {
        presets.add(new Preset(parameter, table.columns().get(column).type()));
      }
      items.set(column, value);
    }
    items.add(rowKey(alias));
    if (kept == Kept.ALL) {
      items.addAll(columns(table, alias));
    }
    SqlSelect select = select(from(table, alias, joined), items, update.getCondition());
    PreparedPlan.QueryPlan query = parts.queryWithTarget(select, table, presets);
    for (int column : changed) {
      TargetColumns.checkAssignable(table, column, source(query, column));
    }
    return new UpdatePlan(
        table,
        parts.parameterTypes(),
        describe("Update", table, query),
        query,
        changed,
        numbered,
        joined != null,
        GeneratedPlanner.plan(parts, expressionParser, table));
  }

  private static List<SqlNode> columns(TableDescriptor table, SqlIdentifier alias) {
    List<SqlNode> columns = new ArrayList<>();
    for (ColumnDescriptor column : table.columns()) {
      columns.add(alias.plus(column.name(), SqlParserPos.ZERO));
    }
    return columns;
  }

  /** Whether a column is to take the next number of the table's counter. */
  private static boolean isNumbered(TableDescriptor table, int column, SqlNode written) {
    return written.getKind() == SqlKind.DEFAULT
        && table.columns().get(column).identity() != ColumnDescriptor.Identity.NONE;
  }

  private static SqlType source(PreparedPlan.QueryPlan query, int column) {
    return query.columns().get(column).type();
  }

  private SqlNode value(TableDescriptor table, int column, SqlNode written) {
    if (written.getKind() != SqlKind.DEFAULT) {
      TargetColumns.checkNotAlwaysIdentity(table, column, written);
      return written;
    }
    return defaultOf(table.columns().get(column), expressionParser);
  }

  /** The DEFAULT of a column that the table does not number. */
  static SqlNode defaultOf(ColumnDescriptor column, ExpressionParser expressionParser) {
    String defaultSql = column.defaultSql();
    return defaultSql == null
        ? SqlLiteral.createNull(SqlParserPos.ZERO)
        : expressionParser.parseExpression(defaultSql);
  }

  static SqlIdentifier alias(@Nullable SqlIdentifier written, TableDescriptor table) {
    return written == null ? new SqlIdentifier(table.name(), SqlParserPos.ZERO) : written;
  }

  static SqlNode rowKey(SqlIdentifier alias) {
    return alias.plus(CatalogTable.ROW_KEY, SqlParserPos.ZERO);
  }

  private static SqlSelect select(SqlNode from, List<SqlNode> items, @Nullable SqlNode condition) {
    return SelectNodes.select(items, from, condition);
  }

  private static SqlNode from(
      TableDescriptor table, SqlIdentifier alias, @Nullable SqlNode joined) {
    return joined == null
        ? target(table, alias)
        : new SqlJoin(
            SqlParserPos.ZERO,
            target(table, alias),
            SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
            JoinType.COMMA.symbol(SqlParserPos.ZERO),
            joined,
            JoinConditionType.NONE.symbol(SqlParserPos.ZERO),
            null);
  }

  /** The table that is changed, with row keys, under the name by which the statement knows it. */
  static SqlNode target(TableDescriptor table, SqlIdentifier alias) {
    return SqlStdOperatorTable.AS.createCall(
        SqlParserPos.ZERO,
        new SqlIdentifier(List.of(table.schema(), CatalogSchemas.TARGET), SqlParserPos.ZERO),
        alias);
  }

  static String describe(String operation, TableDescriptor table, PreparedPlan.QueryPlan query) {
    return operation
        + " "
        + table.schema()
        + "."
        + table.name()
        + "\n"
        + query.explain().indent(2).stripTrailing();
  }
}
