package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A query that locks rows of the tables it reads. */
public final class LockingSelect extends Statement {
  private final SqlNode query;
  private final List<RowLockClause> clauses;

  public LockingSelect(SqlParserPos position, SqlNode query, List<RowLockClause> clauses) {
    super("SELECT FOR UPDATE", position);
    this.query = query;
    this.clauses = List.copyOf(clauses);
  }

  public SqlNode query() {
    return query;
  }

  public List<RowLockClause> clauses() {
    return clauses;
  }
}
