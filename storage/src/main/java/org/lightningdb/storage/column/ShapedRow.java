package org.lightningdb.storage.column;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Reads the columns of one shaped row after the other, in place. The getters other than {@link
 * #isNull} need a column that is not NULL and of the kind in question. Used by one thread.
 */
public final class ShapedRow {
  private final RowFormat format;
  private final Slice scratch = new Slice();
  private byte[] row = new byte[0];
  private int start;
  private int length;
  private int endBytes;

  public ShapedRow(RowFormat format) {
    this.format = format;
  }

  public RowFormat format() {
    return format;
  }

  /**
   * Reads {@code slice} from now on; it must stay as it is while columns are read.
   *
   * @throws IllegalArgumentException if it is no row of this format
   */
  public ShapedRow set(Slice slice) {
    if (!trySet(slice)) {
      throw new IllegalArgumentException(
          "a row of " + slice.length() + " bytes does not fit its shape");
    }
    return this;
  }

  private boolean trySet(Slice slice) {
    row = slice.array();
    start = slice.offset();
    length = slice.length();
    int layout = length == 0 ? 0 : row[start];
    if (layout == RowFormat.LAYOUT_NARROW) {
      endBytes = Short.BYTES;
    } else if (layout == RowFormat.LAYOUT_WIDE) {
      endBytes = Integer.BYTES;
    } else {
      return false;
    }
    int variables = format.variableCount();
    int dataStart = format.endsStart() + endBytes * variables;
    return dataStart <= length && dataStart + (variables == 0 ? 0L : end(variables - 1)) == length;
  }

  /**
   * Whether {@code slice} is a row that the columns alone say everything about: {@link RowWriter}
   * would have written exactly these bytes, but for the sign of a zero.
   */
  public boolean isCanonical(Slice slice) {
    if (!trySet(slice)) {
      return false;
    }
    boolean narrow = variableLength() <= RowFormat.NARROW_MAX;
    int columns = format.columnCount();
    int unusedBits = -columns & 7;
    int lastNulls = row[start + RowFormat.NULLS_START + (columns + 7) / 8 - 1] & 0xFF;
    if (narrow != (endBytes == Short.BYTES) || lastNulls >>> (8 - unusedBits) != 0) {
      return false;
    }
    for (int column = 0; column < columns; column++) {
      if (!isCanonical(column)) {
        return false;
      }
    }
    return true;
  }

  private boolean isCanonical(int column) {
    if (format.isVariable(column)) {
      int number = format.place(column);
      int from = number == 0 ? 0 : end(number - 1);
      int to = end(number);
      return from <= to && to <= variableLength() && (from == to || !isNull(column));
    }
    int at = start + format.place(column);
    int width = format.column(column).widthBytes();
    if (isNull(column)) {
      for (int i = 0; i < width; i++) {
        if (row[at + i] != 0) {
          return false;
        }
      }
      return true;
    }
    return switch (format.column(column).kind()) {
      case DOUBLE ->
          width == Float.BYTES
              ? isCanonical(Float.intBitsToFloat((int) RowFormat.INT.get(row, at)), at)
              : isCanonical(Double.longBitsToDouble((long) RowFormat.LONG.get(row, at)), at);
      case LONG, BYTES, OBJECT -> true;
    };
  }

  private boolean isCanonical(float value, int at) {
    return Float.floatToIntBits(value) == (int) RowFormat.INT.get(row, at);
  }

  private boolean isCanonical(double value, int at) {
    return Double.doubleToLongBits(value) == (long) RowFormat.LONG.get(row, at);
  }

  private int variableLength() {
    return length - format.endsStart() - endBytes * format.variableCount();
  }

  public boolean isNull(int column) {
    return (row[start + RowFormat.NULLS_START + column / 8] & (1 << (column % 8))) != 0;
  }

  public long longAt(int column) {
    int at = start + format.place(column);
    return switch (format.column(column).widthBytes()) {
      case 1 -> row[at];
      case 2 -> (short) RowFormat.SHORT.get(row, at);
      case 4 -> (int) RowFormat.INT.get(row, at);
      default -> (long) RowFormat.LONG.get(row, at);
    };
  }

  public double doubleAt(int column) {
    int at = start + format.place(column);
    return format.column(column).widthBytes() == Float.BYTES
        ? Float.intBitsToFloat((int) RowFormat.INT.get(row, at))
        : Double.longBitsToDouble((long) RowFormat.LONG.get(row, at));
  }

  /** Points {@code target} at the bytes of a BYTES or OBJECT column. */
  public Slice bytesAt(int column, Slice target) {
    if (!format.isVariable(column)) {
      int width = format.column(column).widthBytes();
      return target.set(row, start + format.place(column), width);
    }
    int number = format.place(column);
    int from = number == 0 ? 0 : end(number - 1);
    int dataStart = start + format.endsStart() + endBytes * format.variableCount();
    return target.set(row, dataStart + from, end(number) - from);
  }

  private int end(int number) {
    int at = start + format.endsStart() + endBytes * number;
    return endBytes == Short.BYTES
        ? (short) RowFormat.SHORT.get(row, at) & 0xFFFF
        : (int) RowFormat.INT.get(row, at);
  }

  /** The value in the form of {@link NumberOrder}. */
  long orderAt(int column) {
    ShapeColumn shape = format.column(column);
    return switch (shape.kind()) {
      case LONG -> longAt(column);
      case DOUBLE ->
          shape.widthBytes() == Float.BYTES
              ? NumberOrder.ofFloat((float) doubleAt(column))
              : NumberOrder.ofDouble(doubleAt(column));
      case BYTES -> {
        Slice bytes = bytesAt(column, scratch);
        yield NumberOrder.ofBytes(bytes.array(), bytes.offset(), bytes.length());
      }
      case OBJECT -> NumberOrder.ofWide(row, start + format.place(column));
    };
  }

  /** Copies the column, NULL or not, into {@code target} at {@code position}. */
  public void copyTo(int column, ColumnVector target, int position) {
    if (isNull(column)) {
      target.setNull(position);
    } else if (target instanceof LongVector longs) {
      longs.set(position, longAt(column));
    } else if (target instanceof DoubleVector doubles) {
      doubles.set(position, doubleAt(column));
    } else {
      Slice bytes = bytesAt(column, scratch);
      ((BytesVector) target).set(position, bytes.array(), bytes.offset(), bytes.length());
    }
  }
}
