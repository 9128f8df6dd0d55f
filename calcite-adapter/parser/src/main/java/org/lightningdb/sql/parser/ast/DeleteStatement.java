package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlNode;

/** DELETE … USING. */
public final class DeleteStatement extends Statement {
  private final SqlDelete delete;
  private final SqlNode using;

  public DeleteStatement(SqlDelete delete, SqlNode using) {
    super("DELETE", delete.getParserPosition());
    this.delete = delete;
    this.using = using;
  }

  /** The statement without USING. */
  public SqlDelete delete() {
    return delete;
  }

  public SqlNode using() {
    return using;
  }
}
