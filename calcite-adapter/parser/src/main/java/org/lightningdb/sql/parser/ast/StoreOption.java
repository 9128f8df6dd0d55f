package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** One {@code name = value} of WITH (…) behind a table or index. */
public record StoreOption(SqlIdentifier name, String value) {
  /**
   * An option whose value is a text or a name.
   *
   * @param value a character literal or an identifier
   */
  public static StoreOption of(SqlIdentifier name, SqlNode value) {
    String text =
        value instanceof SqlIdentifier identifier
            ? identifier.getSimple()
            : ((SqlLiteral) value).getValueAs(String.class);
    return new StoreOption(name, text);
  }
}
