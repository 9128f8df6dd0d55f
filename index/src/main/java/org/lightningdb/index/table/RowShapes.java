package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.RowCodec;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.spec.RowShape;

/** What storage is told of the rows of a table. */
public final class RowShapes {
  private RowShapes() {}

  /** The shape of row values of a table with this primary key; null if all columns are in it. */
  public static @Nullable RowShape of(List<ColumnDescriptor> columns, List<KeyColumn> primaryKey) {
    List<SqlType> types = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (primaryKey.stream().noneMatch(key -> key.column() == column)) {
        types.add(columns.get(i).type());
      }
    }
    return types.isEmpty() ? null : new RowShape(RowCodec.shapeColumns(types));
  }
}
