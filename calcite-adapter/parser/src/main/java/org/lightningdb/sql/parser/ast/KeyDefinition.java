package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * A PRIMARY KEY or UNIQUE constraint.
 *
 * @param name the name given by CONSTRAINT, or null
 */
public record KeyDefinition(
    @Nullable SqlIdentifier name,
    boolean primary,
    List<IndexColumn> columns,
    SqlParserPos position) {
  public KeyDefinition {
    columns = List.copyOf(columns);
  }

  /** The constraint written beside a column. */
  public static KeyDefinition ofColumn(
      @Nullable SqlIdentifier name, boolean primary, SqlIdentifier column, SqlParserPos position) {
    return new KeyDefinition(name, primary, List.of(new IndexColumn(column, false)), position);
  }
}
