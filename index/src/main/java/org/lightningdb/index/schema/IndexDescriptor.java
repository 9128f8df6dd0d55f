package org.lightningdb.index.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/**
 * An index of a table, the primary one included: the primary index holds the rows.
 *
 * @param id unique in the database
 * @param storeId the ordered store that holds its entries
 * @param constraint whether a PRIMARY KEY or UNIQUE constraint of the same name made it
 * @param columns the key columns in order; empty for the primary index of a table without primary
 *     key, whose key is a hidden row number
 * @param included positions of further columns that entries hold, which do not count for order and
 *     uniqueness
 * @param whereSql the condition on rows that have an entry, as it was written; null = all rows
 * @param comment for people; null = none
 * @param layout how storage keeps its entries
 */
public record IndexDescriptor(
    int id,
    String name,
    long storeId,
    boolean primary,
    boolean unique,
    boolean constraint,
    List<KeyColumn> columns,
    List<Integer> included,
    @Nullable String whereSql,
    @Nullable String comment,
    LayoutKind layout) {
  /**
   * One key column. NULL sorts above every value when ascending, below when descending.
   *
   * @param column position in the table, from 0
   */
  public record KeyColumn(int column, boolean descending) {}

  public IndexDescriptor {
    columns = List.copyOf(columns);
    included = List.copyOf(included);
  }

  public IndexDescriptor(
      int id,
      String name,
      long storeId,
      boolean primary,
      boolean unique,
      boolean constraint,
      List<KeyColumn> columns) {
    this(
        id,
        name,
        storeId,
        primary,
        unique,
        constraint,
        columns,
        List.of(),
        null,
        null,
        LayoutKind.BTREE);
  }

  public IndexDescriptor withName(String newName) {
    return new IndexDescriptor(
        id,
        newName,
        storeId,
        primary,
        unique,
        constraint,
        columns,
        included,
        whereSql,
        comment,
        layout);
  }

  /** The same index in another store, perhaps over columns at other positions. */
  public IndexDescriptor withStore(
      long newStoreId, List<KeyColumn> newColumns, List<Integer> newIncluded) {
    return new IndexDescriptor(
        id,
        name,
        newStoreId,
        primary,
        unique,
        constraint,
        newColumns,
        newIncluded,
        whereSql,
        comment,
        layout);
  }

  public IndexDescriptor withLayout(LayoutKind newLayout) {
    return new IndexDescriptor(
        id,
        name,
        storeId,
        primary,
        unique,
        constraint,
        columns,
        included,
        whereSql,
        comment,
        newLayout);
  }

  public IndexDescriptor withWhere(@Nullable String newWhereSql) {
    return new IndexDescriptor(
        id,
        name,
        storeId,
        primary,
        unique,
        constraint,
        columns,
        included,
        newWhereSql,
        comment,
        layout);
  }

  public IndexDescriptor withComment(@Nullable String newComment) {
    return new IndexDescriptor(
        id,
        name,
        storeId,
        primary,
        unique,
        constraint,
        columns,
        included,
        whereSql,
        newComment,
        layout);
  }
}
