package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** ALL where GROUP BY and ORDER BY have expressions: a name that no text can write. */
public final class AllItems {
  private static final String NAME = "\u0001ALL";

  private AllItems() {}

  public static SqlNode mark(SqlParserPos position) {
    return new SqlIdentifier(NAME, position);
  }

  public static boolean isMark(SqlNode node) {
    return node instanceof SqlIdentifier identifier
        && identifier.isSimple()
        && identifier.getSimple().equals(NAME);
  }
}
