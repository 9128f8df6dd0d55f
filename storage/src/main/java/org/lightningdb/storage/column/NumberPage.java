package org.lightningdb.storage.column;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/** A column of numbers, all of which fit the width of the column. */
final class NumberPage extends ColumnPage {
  private final ShapeColumn column;
  private final PackedLongs values;

  /** The values if they are a frame, so that a single one is read without a detour; else null. */
  private final @Nullable FrameLongs frame;

  NumberPage(ShapeColumn column, byte[] page, Extent extent) {
    super(page, extent);
    int rowCount = extent.rowCount();
    this.column = column;
    this.values = PackedLongs.open(page, extent.bodyStart(), extent.end(), rowCount);
    this.frame = values instanceof FrameLongs longs ? longs : null;
    int width = column.widthBytes();
    if (width < Long.BYTES) {
      long largest = (1L << (8 * width - 1)) - 1;
      int fitting = values.select(0, rowCount, -1 - largest, largest, new int[rowCount]);
      if (fitting != rowCount) {
        throw new IndexOutOfBoundsException("a value does not fit " + width + " bytes");
      }
    }
  }

  @Override
  void copyValues(int from, int to, ColumnVector target, int at, long[] scratch) {
    if (target instanceof LongVector longs) {
      values.copyTo(from, to, longs.values(), at);
    } else {
      values.copyTo(from, to, scratch, 0);
      toDoubles(scratch, to - from, (DoubleVector) target, at);
    }
  }

  @Override
  void gatherValues(int[] rows, int first, int count, ColumnVector target, int at, long[] scratch) {
    if (target instanceof LongVector longs) {
      values.gather(rows, first, count, longs.values(), at);
    } else {
      values.gather(rows, first, count, scratch, 0);
      toDoubles(scratch, count, (DoubleVector) target, at);
    }
  }

  private void toDoubles(long[] orders, int count, DoubleVector target, int at) {
    double[] doubles = target.values();
    if (column.widthBytes() == Float.BYTES) {
      for (int i = 0; i < count; i++) {
        doubles[at + i] = NumberOrder.fromFloat(orders[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        doubles[at + i] = NumberOrder.toDouble(orders[i]);
      }
    }
  }

  @Override
  int selectValues(int from, int to, ColumnCondition condition, int[] rows) {
    requireNumbers(condition);
    return values.select(from, to, condition.low(), condition.high(), rows);
  }

  @Override
  int refineValues(int[] rows, int candidates, ColumnCondition condition) {
    requireNumbers(condition);
    return values.refine(rows, candidates, condition.low(), condition.high());
  }

  private static void requireNumbers(ColumnCondition condition) {
    if (condition.test() != ColumnCondition.Test.NUMBER_RANGE) {
      throw new IllegalArgumentException(condition + " is not about numbers");
    }
  }

  /** Null if the values are not a frame. */
  @Nullable FrameLongs frame() {
    return frame;
  }

  @Override
  void writeTo(byte[] target, int at, int row) {
    FrameLongs plain = frame;
    long order = plain != null ? plain.get(row) : values.get(row);
    if (column.kind() == ColumnKind.DOUBLE) {
      order = NumberOrder.bits(order, column.widthBytes());
    }
    switch (column.widthBytes()) {
      case 1 -> target[at] = (byte) order;
      case 2 -> RowFormat.SHORT.set(target, at, (short) order);
      case 4 -> RowFormat.INT.set(target, at, (int) order);
      default -> RowFormat.LONG.set(target, at, order);
    }
  }
}
