package org.lightningdb.index.schema;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;

/**
 * A column of a table.
 *
 * @param defaultSql the DEFAULT expression as SQL text; null = NULL
 * @param identity how the column numbers its rows
 */
public record ColumnDescriptor(
    String name, SqlType type, boolean nullable, @Nullable String defaultSql, Identity identity) {
  /** Whether and how a column is filled from the table's counter. */
  public enum Identity {
    NONE,
    BY_DEFAULT,
    ALWAYS
  }
}
