package org.lightningdb.sql.exec.store;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;

/** Compares rows of any batches of the same types by sort keys. */
final class RowOrder {
  private final List<SortKey> keys;
  private final ValueOrder[] orders;

  RowOrder(List<SqlType> types, List<SortKey> keys) {
    this.keys = List.copyOf(keys);
    this.orders =
        keys.stream()
            .map(key -> ValueOrder.of(types.get(key.column()).columnKind()))
            .toArray(ValueOrder[]::new);
  }

  /** Negative, zero or positive as the left row comes before, beside or after the right one. */
  int compare(Batch left, int leftAt, Batch right, int rightAt) {
    for (int i = 0; i < orders.length; i++) {
      SortKey key = keys.get(i);
      ColumnVector a = left.column(key.column());
      ColumnVector b = right.column(key.column());
      boolean leftNull = a.isNull(leftAt);
      boolean rightNull = b.isNull(rightAt);
      if (leftNull || rightNull) {
        if (leftNull != rightNull) {
          return leftNull == key.nullsFirst() ? -1 : 1;
        }
        continue;
      }
      int order = orders[i].compare(a, leftAt, b, rightAt);
      if (order != 0) {
        return key.descending() ? -order : order;
      }
    }
    return 0;
  }
}
