package org.lightningdb.index.schema;

import java.util.List;

/**
 * An index of a table, the primary one included: the primary index holds the rows.
 *
 * @param id unique in the database
 * @param storeId the ordered store that holds its entries
 * @param constraint whether a PRIMARY KEY or UNIQUE constraint of the same name made it
 * @param columns the key columns in order; empty for the primary index of a table without primary
 *     key, whose key is a hidden row number
 */
public record IndexDescriptor(
    int id,
    String name,
    long storeId,
    boolean primary,
    boolean unique,
    boolean constraint,
    List<KeyColumn> columns) {
  /**
   * One key column. NULL sorts above every value when ascending, below when descending.
   *
   * @param column position in the table, from 0
   */
  public record KeyColumn(int column, boolean descending) {}

  public IndexDescriptor {
    columns = List.copyOf(columns);
  }
}
