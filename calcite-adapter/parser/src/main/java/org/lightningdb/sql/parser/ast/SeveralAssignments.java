package org.lightningdb.sql.parser.ast;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Makes single assignments of {@code SET (a, b) = …}. */
public final class SeveralAssignments {
  private SeveralAssignments() {}

  /** {@code (a, b) = (1, 2)}. */
  public static void ofRow(
      SqlNodeList several, SqlNodeList row, SqlNodeList columns, SqlNodeList values) {
    if (row.size() == 1 && several.size() > 1 && row.get(0).isA(SqlKind.QUERY)) {
      ofQuery(several, row.get(0), columns, values);
      return;
    }
    checkCount(several, row.size());
    columns.addAll(several);
    values.addAll(row);
  }

  /** {@code (a, b) = (SELECT …)}: a query for each of the columns. */
  public static void ofQuery(
      SqlNodeList several, SqlNode query, SqlNodeList columns, SqlNodeList values) {
    if (query instanceof SqlSelect select && !hasStar(select)) {
      checkCount(several, select.getSelectList().size());
    }
    List<SqlNode> names = new ArrayList<>();
    for (int i = 0; i < several.size(); i++) {
      names.add(new SqlIdentifier("\u0001C" + i, SqlParserPos.ZERO));
    }
    for (int i = 0; i < several.size(); i++) {
      columns.add(several.get(i));
      values.add(column(query, names, i));
    }
  }

  private static boolean hasStar(SqlSelect select) {
    return select.getSelectList().stream()
        .anyMatch(item -> item instanceof SqlIdentifier name && name.isStar());
  }

  private static SqlNode column(SqlNode query, List<SqlNode> names, int number) {
    List<SqlNode> operands = new ArrayList<>();
    operands.add(CopiedTree.of(query));
    operands.add(new SqlIdentifier("\u0001ROW", SqlParserPos.ZERO));
    operands.addAll(names);
    SqlCall from = SqlStdOperatorTable.AS.createCall(SqlParserPos.ZERO, operands);
    return new SqlSelect(
        query.getParserPosition(),
        null,
        SqlNodeList.of(CopiedTree.of(names.get(number))),
        from,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static void checkCount(SqlNodeList several, int values) {
    if (several.size() != values) {
      SqlParserPos position = several.getParserPosition();
      throw DbException.of(
              SqlState.SYNTAX_ERROR, several.size() + " columns are assigned " + values + " values")
          .atPosition(position.getLineNum(), position.getColumnNum());
    }
  }
}
