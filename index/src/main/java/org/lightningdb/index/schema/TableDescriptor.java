package org.lightningdb.index.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table. Names are exact: folding of unquoted names happened in the parser.
 *
 * @param id unique in the database, never used twice
 * @param primary the index that holds the rows
 * @param indexes the secondary indexes, in order of creation
 */
public record TableDescriptor(
    int id,
    String schema,
    String name,
    List<ColumnDescriptor> columns,
    IndexDescriptor primary,
    List<IndexDescriptor> indexes) {
  public TableDescriptor {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
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
