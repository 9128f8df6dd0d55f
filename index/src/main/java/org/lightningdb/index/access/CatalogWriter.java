package org.lightningdb.index.access;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/**
 * Catalog changes inside one transaction: seen by it at once, by others after commit, undone by
 * rollback. Two transactions that change the same object conflict (40001 or a wait).
 *
 * <p>Nothing is taken away that something else in the catalog needs (2BP01): who wants that drops
 * what needs it first.
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

  /** Fails if the schema still has tables or objects. */
  void dropSchema(String name);

  /**
   * Checks and foreign keys are added by {@link #alterTable}.
   *
   * @param layout how storage keeps the rows, and the entries of the constraints' indexes
   */
  TableDescriptor createTable(
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      long identityStart,
      LayoutKind layout);

  default TableDescriptor createTable(
      String schema,
      String name,
      List<ColumnDescriptor> columns,
      List<KeyConstraint> constraints,
      long identityStart) {
    return createTable(schema, name, columns, constraints, identityStart, LayoutKind.BTREE);
  }

  void dropTable(String schema, String name);

  /**
   * Waits until nobody else changes rows or definition of a table, and keeps it that way until the
   * transaction ends.
   *
   * @return the table as it is now, perhaps not as the catalog of the statement has it
   * @throws org.lightningdb.index.error.DbException 40001 if it was dropped in the meantime
   */
  TableDescriptor lockTable(String schema, String name);

  /**
   * Changes what is not stored in rows: names, defaults, NOT NULL, constraints, comments. Whether
   * the rows satisfy it is the caller's business.
   *
   * @param changed made from what {@link #lockTable} has returned; same id and stores
   */
  TableDescriptor alterTable(TableDescriptor changed);

  /**
   * A locked table whose identity column begins anew, for {@link #alterTable} or {@link
   * #rebuildTable}.
   *
   * @param start the next number; null = what the column was created with
   */
  TableDescriptor restartIdentity(TableDescriptor locked, @Nullable Long start);

  /**
   * Begins to write a table anew. The caller locks it, reads its rows through a snapshot taken
   * after that, and hands in what becomes of them.
   *
   * @param changed made from what {@link #lockTable} has returned, its columns, keys and indexes in
   *     the new form, stores as they were
   */
  TableRebuild rebuildTable(TableDescriptor changed);

  /** Builds the index over the rows that are there; fails with 23505 if it must be unique. */
  TableDescriptor createIndex(String schema, String table, IndexDefinition index);

  /** The name of a constraint that is to be added: its own, or one that is made up and free. */
  String constraintName(
      String schema, String table, List<ColumnDescriptor> columns, KeyConstraint constraint);

  /** Index names are unique in a schema. */
  void dropIndex(String schema, String name);

  /** Drops a UNIQUE constraint with its index. */
  TableDescriptor dropUnique(String schema, String table, String name);

  /**
   * Creates what is no table.
   *
   * @param made the object with the id it is given
   */
  SchemaObject createObject(IntFunction<SchemaObject> made);

  /** Replaces an object by one with the same id, schema and name. */
  void replaceObject(SchemaObject changed);

  void dropObject(String schema, String name);
}
