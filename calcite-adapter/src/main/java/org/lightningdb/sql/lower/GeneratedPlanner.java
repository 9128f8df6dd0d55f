package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.OwnRowsTable;
import org.lightningdb.sql.exec.GeneratedValues;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.SelectNodes;

/** Plans the query that computes the generated columns of rows; it does not see these columns. */
final class GeneratedPlanner {
  private static final String NUMBER = "\u0001NUMBER";

  private GeneratedPlanner() {}

  /** Null if the table has no generated columns. */
  static @Nullable GeneratedValues plan(
      StatementParts parts, ExpressionParser expressionParser, TableDescriptor table) {
    List<Integer> generated = new ArrayList<>();
    List<SqlNode> items = new ArrayList<>();
    items.add(new SqlIdentifier(NUMBER, SqlParserPos.ZERO));
    List<ColumnDescriptor> columns = new ArrayList<>();
    columns.add(
        new ColumnDescriptor(NUMBER, SqlType.of(TypeKind.BIGINT), false, null, Identity.NONE));
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDescriptor column = table.columns().get(i);
      String sql = column.generatedSql();
      columns.add(sql == null ? column : column.withName("\u0001" + column.name()));
      if (sql != null) {
        generated.add(i);
        items.add(expressionParser.parseExpression(sql));
      }
    }
    if (generated.isEmpty()) {
      return null;
    }
    SqlNode from =
        SqlStdOperatorTable.AS.createCall(
            SqlParserPos.ZERO,
            new SqlIdentifier(List.of(table.schema(), GeneratedValues.ROWS), SqlParserPos.ZERO),
            new SqlIdentifier(table.name(), SqlParserPos.ZERO));
    OwnRowsTable rows = new OwnRowsTable(table.schema(), GeneratedValues.ROWS, columns);
    PreparedPlan.QueryPlan query =
        parts.queryOfOwnRows(SelectNodes.select(items, from, null), rows, List.of());
    for (int i = 0; i < generated.size(); i++) {
      TargetColumns.checkAssignable(table, generated.get(i), query.columns().get(i + 1).type());
    }
    return new GeneratedValues(query, generated);
  }
}
