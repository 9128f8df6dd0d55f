package org.lightningdb.index.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table. Names are exact: folding of unquoted names happened in the parser.
 *
 * @param id unique in the database, never used twice
 * @param primary the index that holds the rows
 * @param indexes the secondary indexes, in order of creation
 * @param checks the CHECK constraints, in order of creation
 * @param foreignKeys the keys of this table that reference parents, in order of creation
 * @param comment for people; null = none
 * @param identityRestart null if the identity column never began anew
 */
public record TableDescriptor(
    int id,
    String schema,
    String name,
    List<ColumnDescriptor> columns,
    IndexDescriptor primary,
    List<IndexDescriptor> indexes,
    List<CheckConstraint> checks,
    List<ForeignKey> foreignKeys,
    @Nullable String comment,
    @Nullable IdentityRestart identityRestart) {
  public TableDescriptor {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    checks = List.copyOf(checks);
    foreignKeys = List.copyOf(foreignKeys);
  }

  public TableDescriptor(
      int id,
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      IndexDescriptor primary,
      List<IndexDescriptor> indexes) {
    this(id, schema, name, columns, primary, indexes, List.of(), List.of(), null, null);
  }

  public TableDescriptor withName(String newSchema, String newName) {
    return new TableDescriptor(
        id,
        newSchema,
        newName,
        columns,
        primary,
        indexes,
        checks,
        foreignKeys,
        comment,
        identityRestart);
  }

  public TableDescriptor withColumns(List<ColumnDescriptor> newColumns) {
    return new TableDescriptor(
        id,
        schema,
        name,
        newColumns,
        primary,
        indexes,
        checks,
        foreignKeys,
        comment,
        identityRestart);
  }

  public TableDescriptor withIndexes(IndexDescriptor newPrimary, List<IndexDescriptor> newIndexes) {
    return new TableDescriptor(
        id,
        schema,
        name,
        columns,
        newPrimary,
        newIndexes,
        checks,
        foreignKeys,
        comment,
        identityRestart);
  }

  public TableDescriptor withChecks(List<CheckConstraint> newChecks) {
    return new TableDescriptor(
        id,
        schema,
        name,
        columns,
        primary,
        indexes,
        newChecks,
        foreignKeys,
        comment,
        identityRestart);
  }

  public TableDescriptor withForeignKeys(List<ForeignKey> newForeignKeys) {
    return new TableDescriptor(
        id,
        schema,
        name,
        columns,
        primary,
        indexes,
        checks,
        newForeignKeys,
        comment,
        identityRestart);
  }

  public TableDescriptor withIdentityRestart(IdentityRestart newIdentityRestart) {
    return new TableDescriptor(
        id,
        schema,
        name,
        columns,
        primary,
        indexes,
        checks,
        foreignKeys,
        comment,
        newIdentityRestart);
  }

  public TableDescriptor withComment(@Nullable String newComment) {
    return new TableDescriptor(
        id,
        schema,
        name,
        columns,
        primary,
        indexes,
        checks,
        foreignKeys,
        newComment,
        identityRestart);
  }

  /** Whether the table was declared with a PRIMARY KEY. */
  public boolean hasPrimaryKey() {
    return !primary.columns().isEmpty();
  }

  /** The position of a column by its exact name, or -1. */
  public int columnIndex(String columnName) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(columnName)) {
        return i;
      }
    }
    return -1;
  }

  /** The primary or a secondary index by id. */
  public Optional<IndexDescriptor> index(int indexId) {
    return primary.id() == indexId
        ? Optional.of(primary)
        : indexes.stream().filter(index -> index.id() == indexId).findFirst();
  }
}
