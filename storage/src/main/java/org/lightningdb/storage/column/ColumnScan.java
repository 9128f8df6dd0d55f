package org.lightningdb.storage.column;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * What a scan of shaped rows returns.
 *
 * @param columns numbers in the shape, in the order of the batch
 * @param keysWanted whether the batch has one more column at the end: the keys, BYTES
 * @param predicate which rows
 */
public record ColumnScan(List<Integer> columns, boolean keysWanted, ZonePredicate predicate) {
  public ColumnScan {
    columns = List.copyOf(columns);
  }

  /** The kinds of the columns of a batch for this scan. */
  public List<ColumnKind> kinds(RowFormat format) {
    List<ColumnKind> kinds = new ArrayList<>();
    for (int column : columns) {
      kinds.add(format.vectorKind(column));
    }
    if (keysWanted) {
      kinds.add(ColumnKind.BYTES);
    }
    return kinds;
  }
}
