package org.lightningdb.sql.exec.store;

import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;

/** Whether the key of a stored row equals the key at a position of some vectors. */
final class KeyMatch {
  private final RowStore store;
  private final int[] storeColumns;
  private final ValueOrder[] orders;
  private final KeyWords words;

  /**
   * @param storeColumns the key's columns in the store
   */
  KeyMatch(RowStore store, int[] storeColumns, ValueOrder[] orders, KeyWords words) {
    this.store = store;
    this.storeColumns = storeColumns;
    this.orders = orders;
    this.words = words;
  }

  /**
   * NULL equals NULL here.
   *
   * @param stored the words of the stored rows, by column
   * @param asked the words of the vectors, by column
   */
  boolean matches(long[][] stored, int row, long[][] asked, ColumnVector[] keys, int position) {
    for (int i = 0; i < asked.length; i++) {
      long word = asked[i][position];
      if (stored[i][row] != word
          || (words.isInexact(i, word) && !valuesMatch(i, row, keys[i], position))) {
        return false;
      }
    }
    return true;
  }

  private boolean valuesMatch(int keyColumn, int row, ColumnVector key, int position) {
    ColumnVector stored = store.vector(storeColumns[keyColumn], row);
    int storePosition = RowStore.position(row);
    boolean storedNull = stored.isNull(storePosition);
    boolean keyNull = key.isNull(position);
    return (storedNull || keyNull)
        ? storedNull == keyNull
        : orders[keyColumn].compare(stored, storePosition, key, position) == 0;
  }
}
