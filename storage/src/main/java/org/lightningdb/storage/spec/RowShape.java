package org.lightningdb.storage.spec;

import java.util.List;

/** The physical columns that every value of a store consists of. Immutable. */
public record RowShape(List<ShapeColumn> columns) {
  /** As many as a table may have. */
  public static final int COLUMNS_MAX = 4096;

  public RowShape {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > COLUMNS_MAX) {
      throw new IllegalArgumentException("a shape has 1 to " + COLUMNS_MAX + " columns");
    }
  }
}
