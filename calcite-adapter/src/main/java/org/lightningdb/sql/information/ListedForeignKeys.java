package org.lightningdb.sql.information;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/** Foreign keys with the tables at their ends. */
record ListedForeignKeys(
    TableDescriptor child, ForeignKey key, TableDescriptor parent, IndexDescriptor parentKey) {
  static List<ListedForeignKeys> of(CatalogSnapshot catalog) {
    Map<Integer, TableDescriptor> byId = new HashMap<>();
    catalog.tables().values().forEach(table -> byId.put(table.id(), table));
    List<ListedForeignKeys> all = new ArrayList<>();
    for (TableDescriptor child : catalog.tables().values()) {
      for (ForeignKey key : child.foreignKeys()) {
        TableDescriptor parent = byId.get(key.parentId());
        if (parent != null) {
          parent
              .index(key.parentIndexId())
              .ifPresent(index -> all.add(new ListedForeignKeys(child, key, parent, index)));
        }
      }
    }
    return all;
  }

  /** As SQL writes it. */
  static String text(ForeignKey.Action action) {
    return action.name().replace('_', ' ');
  }
}
