package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** ALTER TABLE. */
public final class AlterTable extends Statement {
  private final SqlIdentifier table;
  private final boolean ifExists;
  private final List<AlterAction> actions;

  public AlterTable(
      SqlParserPos position, SqlIdentifier table, boolean ifExists, List<AlterAction> actions) {
    super("ALTER TABLE", position);
    this.table = table;
    this.ifExists = ifExists;
    this.actions = List.copyOf(actions);
  }

  public SqlIdentifier table() {
    return table;
  }

  public boolean ifExists() {
    return ifExists;
  }

  public List<AlterAction> actions() {
    return actions;
  }
}
