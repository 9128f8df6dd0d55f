package org.lightningdb.sql.exec.store;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;

/** Compares rows of any batches of the same types by sort keys. */
public final class RowOrder {
  private final List<SortKey> keys;
  private final ValueOrder[] orders;

  public RowOrder(List<SqlType> types, List<SortKey> keys) {
    this.keys = List.copyOf(keys);
    this.orders =
        keys.stream()
            .map(key -> ValueOrder.of(types.get(key.column()).columnKind()))
            .toArray(ValueOrder[]::new);
  }

  /** Negative, zero or positive as the left row comes before, beside or after the right one. */
  public int compare(Batch left, int leftAt, Batch right, int rightAt) {
    for (int i = 0; i < orders.length; i++) {
      int column = keys.get(i).column();
      int order = compare(i, left.column(column), leftAt, right.column(column), rightAt);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The same by one key only, whose values are at these places. */
  int compare(int number, ColumnVector left, int leftAt, ColumnVector right, int rightAt) {
    SortKey key = keys.get(number);
    boolean leftNull = left.isNull(leftAt);
    boolean rightNull = right.isNull(rightAt);
    if (leftNull || rightNull) {
      return leftNull == rightNull ? 0 : leftNull == key.nullsFirst() ? -1 : 1;
    }
    int order = orders[number].compare(left, leftAt, right, rightAt);
    return key.descending() ? -order : order;
  }
}
