package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** SET name = value, RESET name; SET SCHEMA is the setting {@code SCHEMA}. */
public final class SetStatement extends Statement {
  private final SqlIdentifier name;
  private final @Nullable SqlNode value;

  public SetStatement(SqlParserPos position, SqlIdentifier name, @Nullable SqlNode value) {
    super("SET", position);
    this.name = name;
    this.value = value;
  }

  /** The setting's name, dots included, as folded by the parser. */
  public String name() {
    return String.join(".", name.names);
  }

  /** The value as text, names folded to upper case unless quoted; null = back to the default. */
  public @Nullable String value() {
    if (value == null) {
      return null;
    }
    if (value instanceof SqlIdentifier identifier) {
      return identifier.getSimple();
    }
    String text = ((SqlLiteral) value).toValue();
    return text == null ? "NULL" : text;
  }
}
