package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Pairs of a position of a left batch and a stored right row, and the batch they make. */
final class PairBatch {
  private final int leftColumns;
  private final int rightColumns;
  private final int[] lefts = new int[Batch.ROWS_MAX];
  private final int[] rights = new int[Batch.ROWS_MAX];
  private final Batch output;
  private final List<SqlType> rightTypes;
  private final @Nullable ColumnVector[] nulls;
  private final @Nullable ColumnVector[] scattered;
  private @Nullable Batch shared;
  private @Nullable Batch rightBatch;
  private int count;

  PairBatch(List<SqlType> leftTypes, List<SqlType> rightTypes) {
    this.leftColumns = leftTypes.size();
    this.rightColumns = rightTypes.size();
    this.rightTypes = rightTypes;
    this.nulls = new @Nullable ColumnVector[rightColumns];
    this.scattered = new @Nullable ColumnVector[rightColumns];
    this.output = new Batch(leftColumns + rightColumns);
    for (int i = 0; i < leftColumns + rightColumns; i++) {
      SqlType type = i < leftColumns ? leftTypes.get(i) : rightTypes.get(i - leftColumns);
      output.setColumn(i, ColumnVector.create(type.columnKind(), Batch.ROWS_MAX));
    }
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == lefts.length;
  }

  /** Adds a pair; -1 stands for a row of NULLs. */
  void add(int left, int right) {
    lefts[count] = left;
    rights[count] = right;
    count++;
  }

  int left(int pair) {
    return lefts[pair];
  }

  int right(int pair) {
    return rights[pair];
  }

  /** The rows that the pairs make; none has -1 on the left. */
  Batch combine(Batch left, RowStore right) {
    for (int i = 0; i < leftColumns; i++) {
      ColumnVector target = output.column(i);
      target.clear();
      copyLeft(left.column(i), target);
    }
    return withRight(right);
  }

  private void copyLeft(ColumnVector source, ColumnVector target) {
    if (source instanceof LongVector from && !source.hasNulls()) {
      long[] to = ((LongVector) target).values();
      for (int i = 0; i < count; i++) {
        to[i] = from.values()[lefts[i]];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      target.copyFrom(i, source, lefts[i]);
    }
  }

  private Batch withRight(RowStore right) {
    for (int i = 0; i < rightColumns; i++) {
      ColumnVector target = output.column(leftColumns + i);
      target.clear();
      right.gather(i, rights, 0, count, target);
    }
    output.reset(count);
    return output;
  }

  /** The rows that the right rows make with NULLs on the left. */
  Batch rightAlone(RowStore right) {
    for (int i = 0; i < leftColumns; i++) {
      ColumnVector target = output.column(i);
      target.clear();
      for (int row = 0; row < count; row++) {
        target.setNull(row);
      }
    }
    return withRight(right);
  }

  /** The right rows of the pairs, without left columns. */
  Batch rightOnly(RowStore right) {
    Batch alone = rightBatch;
    if (alone == null) {
      alone = new Batch(rightColumns);
      for (int i = 0; i < rightColumns; i++) {
        alone.setColumn(i, output.column(leftColumns + i));
      }
      rightBatch = alone;
    }
    withRight(right);
    alone.reset(count);
    return alone;
  }

  /**
   * The rows of a left batch, each beside the right row that {@code rows} has at its position; -1
   * stands for NULLs. The left columns are shared.
   */
  Batch beside(Batch left, Rows positions, int[] rows, RowStore right) {
    Batch wide = shared;
    if (wide == null) {
      wide = new Batch(leftColumns + rightColumns);
      shared = wide;
    }
    for (int i = 0; i < leftColumns; i++) {
      wide.setColumn(i, left.column(i));
    }
    for (int i = 0; i < rightColumns; i++) {
      ColumnVector target = scattered[i];
      if (target == null || target.capacity() < left.positions()) {
        int capacity = Math.max(left.positions(), Batch.ROWS_MAX);
        target = ColumnVector.create(rightTypes.get(i).columnKind(), capacity);
        scattered[i] = target;
      } else {
        target.clear();
      }
      right.scatter(i, rows, positions, target);
      wide.setColumn(leftColumns + i, target);
    }
    wide.reset(left.positions());
    int[] listed = positions.positions();
    if (listed != null) {
      wide.select(listed, positions.count());
    }
    return wide;
  }

  /** Makes the columns of a batch from {@code firstColumn} on right columns that are NULL. */
  void nullRight(Batch batch, int firstColumn, int positions) {
    for (int i = 0; i < rightColumns; i++) {
      ColumnVector vector = nulls[i];
      if (vector == null || vector.capacity() < positions) {
        vector = ColumnVector.create(rightTypes.get(i).columnKind(), positions);
        for (int row = 0; row < positions; row++) {
          vector.setNull(row);
        }
        nulls[i] = vector;
      }
      batch.setColumn(firstColumn + i, vector);
    }
  }
}
