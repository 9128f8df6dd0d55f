package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code TRUNCATE [TABLE] tables [RESTART | CONTINUE IDENTITY] [CASCADE | RESTRICT]}. */
public final class TruncateStatement extends Statement {
  private final List<SqlIdentifier> tables;
  private final boolean restartIdentity;
  private final boolean cascade;

  public TruncateStatement(
      SqlParserPos position, List<SqlIdentifier> tables, boolean restartIdentity, boolean cascade) {
    super("TRUNCATE", position);
    this.tables = List.copyOf(tables);
    this.restartIdentity = restartIdentity;
    this.cascade = cascade;
  }

  public List<SqlIdentifier> tables() {
    return tables;
  }

  public boolean restartIdentity() {
    return restartIdentity;
  }

  /** Whether tables that refer to these are emptied, too. */
  public boolean cascade() {
    return cascade;
  }
}
