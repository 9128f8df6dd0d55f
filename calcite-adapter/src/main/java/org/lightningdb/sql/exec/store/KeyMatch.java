package org.lightningdb.sql.exec.store;

import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Whether the key of a stored row equals the key at a position of some vectors. */
final class KeyMatch {
  private final RowStore store;
  private final int[] storeColumns;
  private final ValueOrder[] orders;

  /**
   * @param storeColumns the key's columns in the store
   */
  KeyMatch(RowStore store, int[] storeColumns, ValueOrder[] orders) {
    this.store = store;
    this.storeColumns = storeColumns;
    this.orders = orders;
  }

  /** NULL equals NULL here. */
  boolean matches(int row, ColumnVector[] keys, int position) {
    int storePosition = RowStore.position(row);
    for (int i = 0; i < storeColumns.length; i++) {
      ColumnVector stored = store.vector(storeColumns[i], row);
      ColumnVector key = keys[i];
      boolean storedNull = stored.isNull(storePosition);
      boolean keyNull = key.isNull(position);
      if (storedNull || keyNull) {
        if (storedNull != keyNull) {
          return false;
        }
      } else if (stored instanceof LongVector longs) {
        if (longs.values()[storePosition] != ((LongVector) key).values()[position]) {
          return false;
        }
      } else if (orders[i].compare(stored, storePosition, key, position) != 0) {
        return false;
      }
    }
    return true;
  }
}
