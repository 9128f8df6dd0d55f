package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** ALTER INDEX … RENAME TO. */
public final class AlterIndex extends Statement {
  private final SqlIdentifier index;
  private final boolean ifExists;
  private final SqlIdentifier newName;

  public AlterIndex(
      SqlParserPos position, SqlIdentifier index, boolean ifExists, SqlIdentifier newName) {
    super("ALTER INDEX", position);
    this.index = index;
    this.ifExists = ifExists;
    this.newName = newName;
  }

  public SqlIdentifier index() {
    return index;
  }

  public boolean ifExists() {
    return ifExists;
  }

  public SqlIdentifier newName() {
    return newName;
  }
}
