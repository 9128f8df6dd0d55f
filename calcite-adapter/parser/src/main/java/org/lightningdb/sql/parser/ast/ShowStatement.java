package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** SHOW name, SHOW ALL. */
public final class ShowStatement extends Statement {
  private final @Nullable SqlIdentifier name;

  public ShowStatement(SqlParserPos position, @Nullable SqlIdentifier name) {
    super("SHOW", position);
    this.name = name;
  }

  /** The setting's name; null = all of them. */
  public @Nullable String name() {
    return name == null ? null : String.join(".", name.names);
  }
}
