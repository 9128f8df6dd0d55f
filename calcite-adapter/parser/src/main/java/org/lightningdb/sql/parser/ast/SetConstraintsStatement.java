package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** SET CONSTRAINTS: when deferrable ones are checked, to the end of the transaction. */
public final class SetConstraintsStatement extends Statement {
  private final List<SqlIdentifier> names;
  private final boolean deferred;

  public SetConstraintsStatement(
      SqlParserPos position, List<SqlIdentifier> names, boolean deferred) {
    super("SET CONSTRAINTS", position);
    this.names = List.copyOf(names);
    this.deferred = deferred;
  }

  /** Empty: ALL. */
  public List<SqlIdentifier> names() {
    return names;
  }

  public boolean deferred() {
    return deferred;
  }
}
