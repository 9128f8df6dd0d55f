package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** ANALYZE table, ANALYZE. */
public final class AnalyzeStatement extends Statement {
  private final @Nullable SqlIdentifier table;

  public AnalyzeStatement(SqlParserPos position, @Nullable SqlIdentifier table) {
    super("ANALYZE", position);
    this.table = table;
  }

  /** The table's name; null = all tables. */
  public @Nullable SqlIdentifier table() {
    return table;
  }
}
