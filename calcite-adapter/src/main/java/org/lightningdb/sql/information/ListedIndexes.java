package org.lightningdb.sql.information;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/** The indexes that users know of: all but the hidden one that holds rows without a key. */
final class ListedIndexes {
  private ListedIndexes() {}

  static List<IndexDescriptor> of(TableDescriptor table) {
    List<IndexDescriptor> listed = new ArrayList<>();
    if (table.hasPrimaryKey()) {
      listed.add(table.primary());
    }
    listed.addAll(table.indexes());
    return listed;
  }

  /** Those that a PRIMARY KEY or UNIQUE constraint made. */
  static List<IndexDescriptor> constraintsOf(TableDescriptor table) {
    return of(table).stream().filter(index -> index.primary() || index.constraint()).toList();
  }
}
