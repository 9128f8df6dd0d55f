package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * FOR UPDATE, FOR SHARE and the like.
 *
 * @param tables what OF named; empty: all tables of FROM
 */
public record RowLockClause(
    boolean exclusive, List<SqlIdentifier> tables, Wait whenLocked, SqlParserPos position) {
  /** What to do about rows that others have locked. */
  public enum Wait {
    WAIT,
    /** NOWAIT. */
    FAIL,
    /** SKIP LOCKED. */
    SKIP
  }

  public RowLockClause {
    tables = List.copyOf(tables);
  }

  /** As it is written. */
  public String text() {
    return exclusive ? "FOR UPDATE" : "FOR SHARE";
  }
}
