package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A change with RETURNING. */
public final class ReturningStatement extends Statement {
  private final SqlNode change;
  private final List<SqlNode> items;

  public ReturningStatement(SqlParserPos position, SqlNode change, List<SqlNode> items) {
    super("RETURNING", position);
    this.change = change;
    this.items = List.copyOf(items);
  }

  public SqlNode change() {
    return change;
  }

  /** As in a list of SELECT. */
  public List<SqlNode> items() {
    return items;
  }
}
