package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;

/** UPDATE … FROM. */
public final class UpdateStatement extends Statement {
  private final SqlUpdate update;
  private final SqlNode from;

  public UpdateStatement(SqlUpdate update, SqlNode from) {
    super("UPDATE", update.getParserPosition());
    this.update = update;
    this.from = from;
  }

  /** The statement without FROM. */
  public SqlUpdate update() {
    return update;
  }

  public SqlNode from() {
    return from;
  }
}
