package org.lightningdb.sql.exec.operator;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.LongVector;

/**
 * What a join returns besides pairs of rows: left rows as they are, with NULLs or with a mark
 * beside them, always without a copy of their columns; and right rows that matched nothing.
 */
final class JoinRemainder {
  private final JoinType type;
  private final int leftColumns;
  private final PairBatch pairs;
  private final Batch output;
  private int[] selected = new int[0];
  private int nextRight;

  JoinRemainder(JoinType type, int leftColumns, int columns, PairBatch pairs) {
    this.type = type;
    this.leftColumns = leftColumns;
    this.pairs = pairs;
    this.output = new Batch(columns);
  }

  /** Starts anew with the first right row. */
  void reset() {
    nextRight = 0;
  }

  /**
   * The rows of a left batch that have a match, or those that have none; null if there are none.
   */
  @Nullable Batch selection(Batch rows, boolean[] matched, boolean wanted) {
    if (selected.length < rows.positions()) {
      selected = new int[rows.positions()];
    }
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      if (matched[position] == wanted) {
        selected[count++] = position;
      }
    }
    if (count == 0) {
      return null;
    }
    share(rows);
    if (type.combines()) {
      pairs.nullRight(output, leftColumns, rows.positions());
    }
    output.select(selected, count);
    return output;
  }

  private void share(Batch rows) {
    for (int i = 0; i < rows.columnCount(); i++) {
      output.setColumn(i, rows.column(i));
    }
    output.takeRows(rows);
  }

  /** All rows of a left batch, each with whether it has a match; NULL if that is unknown. */
  Batch marked(Batch rows, boolean[] matched, IntPredicate unknown) {
    share(rows);
    LongVector marks = new LongVector(rows.positions());
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      if (matched[position]) {
        marks.set(position, 1);
      } else if (unknown.test(position)) {
        marks.setNull(position);
      } else {
        marks.set(position, 0);
      }
    }
    output.setColumn(leftColumns, marks);
    return output;
  }

  /** The next of the right rows that matched, or of those that did not; null at the end. */
  @Nullable Batch nextRight(RowStore right, BitSet matched, boolean wanted) {
    pairs.clear();
    int size = right.size();
    while (!pairs.isFull() && nextRight < size) {
      int row = wanted ? matched.nextSetBit(nextRight) : matched.nextClearBit(nextRight);
      nextRight = row < 0 ? size : row;
      if (nextRight < size) {
        pairs.add(-1, nextRight++);
      }
    }
    if (pairs.count() == 0) {
      return null;
    }
    return type.keepsRightAlone() ? pairs.rightOnly(right) : pairs.rightAlone(right);
  }
}
