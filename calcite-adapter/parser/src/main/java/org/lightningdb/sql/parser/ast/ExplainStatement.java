package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code EXPLAIN [ANALYZE] [AS JSON]} of a query or a change. */
public final class ExplainStatement extends Statement {
  private final SqlNode statement;
  private final boolean analyze;
  private final boolean json;

  public ExplainStatement(SqlParserPos position, SqlNode statement, boolean analyze, boolean json) {
    super("EXPLAIN", position);
    this.statement = statement;
    this.analyze = analyze;
    this.json = json;
  }

  /** Whether the statement is to be executed and measured. */
  public boolean analyze() {
    return analyze;
  }

  public boolean json() {
    return json;
  }

  public SqlNode statement() {
    return statement;
  }
}
