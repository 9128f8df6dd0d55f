package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** EXPLAIN of a query or a change. */
public final class ExplainStatement extends Statement {
  private final SqlNode statement;

  public ExplainStatement(SqlParserPos position, SqlNode statement) {
    super("EXPLAIN", position);
    this.statement = statement;
  }

  public SqlNode statement() {
    return statement;
  }
}
