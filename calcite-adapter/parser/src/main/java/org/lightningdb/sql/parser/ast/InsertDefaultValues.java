package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** INSERT INTO table DEFAULT VALUES. */
public final class InsertDefaultValues extends Statement {
  private final SqlIdentifier table;

  public InsertDefaultValues(SqlParserPos position, SqlIdentifier table) {
    super("INSERT DEFAULT VALUES", position);
    this.table = table;
  }

  public SqlIdentifier table() {
    return table;
  }

  /**
   * The same in words that the planner knows: {@code INSERT INTO table (column) VALUES (DEFAULT)}.
   *
   * @param anyColumn the exact name of any column; the others are left out and so get their default
   */
  public SqlInsert toInsert(String anyColumn) {
    SqlParserPos position = getParserPosition();
    return new SqlInsert(
        position,
        SqlNodeList.EMPTY,
        table,
        SqlStdOperatorTable.VALUES.createCall(
            position,
            SqlStdOperatorTable.ROW.createCall(
                position, SqlStdOperatorTable.DEFAULT.createCall(position))),
        SqlNodeList.of(new SqlIdentifier(anyColumn, position)));
  }
}
