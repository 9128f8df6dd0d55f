package org.lightningdb.index.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;

/**
 * Catalog changes inside one transaction: seen by it at once, by others after commit, undone by
 * rollback. Two transactions that change the same object conflict (40001 or a wait).
 */
public interface CatalogWriter {
  /**
   * A UNIQUE or PRIMARY KEY constraint.
   *
   * @param name null = the writer makes one up
   */
  record KeyConstraint(@Nullable String name, boolean primary, List<KeyColumn> columns) {
    public KeyConstraint {
      columns = List.copyOf(columns);
    }
  }

  void createSchema(String name);

  /** Fails if the schema still has tables. */
  void dropSchema(String name);

  TableDescriptor createTable(
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      long identityStart);

  void dropTable(String schema, String name);

  /** Builds the index over the rows that are there; fails with 23505 if it must be unique. */
  TableDescriptor createIndex(
      String schema, String table, String name, boolean unique, List<KeyColumn> columns);

  /** Index names are unique in a schema. */
  void dropIndex(String schema, String name);
}
