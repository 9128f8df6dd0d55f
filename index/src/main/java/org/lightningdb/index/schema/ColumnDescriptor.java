package org.lightningdb.index.schema;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;

/**
 * A column of a table.
 *
 * @param defaultSql the DEFAULT expression as SQL text; null = NULL
 * @param identity how the column numbers its rows
 * @param generatedSql the expression over the other columns that its values are computed from when
 *     a row is written; null for other columns
 * @param comment for people; null = none
 */
public record ColumnDescriptor(
    String name,
    SqlType type,
    boolean nullable,
    @Nullable String defaultSql,
    Identity identity,
    @Nullable String generatedSql,
    @Nullable String comment) {
  /** Whether and how a column is filled from the table's counter. */
  public enum Identity {
    NONE,
    BY_DEFAULT,
    ALWAYS
  }

  public ColumnDescriptor(
      String name, SqlType type, boolean nullable, @Nullable String defaultSql, Identity identity) {
    this(name, type, nullable, defaultSql, identity, null, null);
  }

  public ColumnDescriptor withName(String newName) {
    return new ColumnDescriptor(
        newName, type, nullable, defaultSql, identity, generatedSql, comment);
  }

  public ColumnDescriptor withType(SqlType newType) {
    return new ColumnDescriptor(
        name, newType, nullable, defaultSql, identity, generatedSql, comment);
  }

  public ColumnDescriptor withNullable(boolean newNullable) {
    return new ColumnDescriptor(
        name, type, newNullable, defaultSql, identity, generatedSql, comment);
  }

  public ColumnDescriptor withDefault(@Nullable String newDefaultSql) {
    return new ColumnDescriptor(
        name, type, nullable, newDefaultSql, identity, generatedSql, comment);
  }

  public ColumnDescriptor withIdentity(Identity newIdentity) {
    return new ColumnDescriptor(
        name, type, nullable, defaultSql, newIdentity, generatedSql, comment);
  }

  public ColumnDescriptor withGenerated(@Nullable String newGeneratedSql) {
    return new ColumnDescriptor(
        name, type, nullable, defaultSql, identity, newGeneratedSql, comment);
  }

  public ColumnDescriptor withComment(@Nullable String newComment) {
    return new ColumnDescriptor(
        name, type, nullable, defaultSql, identity, generatedSql, newComment);
  }
}
