package org.lightningdb.index.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/**
 * A secondary index to be made.
 *
 * @param name unique in the schema
 * @param constraint whether it stands for a UNIQUE constraint of that name
 * @param included further columns that entries hold
 * @param whereSql the condition on rows that have an entry; null = all rows
 * @param layout how storage keeps its entries
 */
public record IndexDefinition(
    String name,
    boolean unique,
    boolean constraint,
    List<KeyColumn> columns,
    List<Integer> included,
    @Nullable String whereSql,
    LayoutKind layout) {
  public IndexDefinition {
    columns = List.copyOf(columns);
    included = List.copyOf(included);
  }

  public IndexDefinition(String name, boolean unique, List<KeyColumn> columns) {
    this(name, unique, false, columns, List.of(), null, LayoutKind.BTREE);
  }
}
