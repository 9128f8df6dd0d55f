package org.lightningdb.storage.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * The bytes of a shaped row: how values of a store with a {@link RowShape} look to everybody above
 * the blocks. Every column is found without reading another.
 *
 * <pre>
 *   0        layout: 1 = variable ends of 2 bytes, 2 = of 4 bytes
 *   1        nulls: one bit a column, column i in byte i / 8, bit i % 8
 *   …        fixed part: the columns of fixed width in order (zeros if NULL), big-endian
 *   …        ends: for each variable column where its bytes end, counted from the first of them
 *   …        the bytes of the variable columns
 *
 *   LONG     1, 2, 4 or 8 bytes, two's complement
 *   DOUBLE   4 or 8 bytes IEEE
 *   OBJECT   16 bytes, two's complement as far as order is concerned
 *   BYTES    variable
 * </pre>
 *
 * Ends have 2 bytes if they fit. Immutable; {@link RowWriter} writes rows, {@link ShapedRow} reads
 * them.
 */
public final class RowFormat {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  static final int LAYOUT_NARROW = 1;
  static final int LAYOUT_WIDE = 2;
  static final int NULLS_START = 1;
  static final int NARROW_MAX = 0xFFFF;

  private final ShapeColumn[] columns;

  /** By column, as its shape says; 0 = variable. */
  private final int[] widths;

  /** By column: position in the fixed part, or for variable columns their number. */
  private final int[] places;

  private final int endsStart;
  private final int variableCount;

  public RowFormat(RowShape shape) {
    this(shape.columns());
  }

  /** Of rows that may have no column at all. */
  public RowFormat(List<ShapeColumn> columns) {
    this.columns = columns.toArray(new ShapeColumn[0]);
    this.widths = new int[this.columns.length];
    this.places = new int[this.columns.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = this.columns[i].widthBytes();
    }
    int position = NULLS_START + (this.columns.length + 7) / 8;
    int variables = 0;
    for (int i = 0; i < this.columns.length; i++) {
      if (isVariable(i)) {
        places[i] = variables++;
      } else {
        places[i] = position;
        position += this.columns[i].widthBytes();
      }
    }
    this.endsStart = position;
    this.variableCount = variables;
  }

  /** The shape; only if there is a column. */
  public RowShape shape() {
    return new RowShape(List.of(columns));
  }

  public int columnCount() {
    return columns.length;
  }

  public ShapeColumn column(int column) {
    return columns[column];
  }

  /** Whether both are formats of the same columns. */
  public boolean hasColumnsOf(RowFormat other) {
    return this == other || Arrays.equals(columns, other.columns);
  }

  /** The kind of vector that scans fill: OBJECT columns come as their 16 bytes. */
  public ColumnKind vectorKind(int column) {
    ColumnKind kind = columns[column].kind();
    return kind == ColumnKind.OBJECT ? ColumnKind.BYTES : kind;
  }

  public boolean isVariable(int column) {
    return widths[column] == 0;
  }

  int place(int column) {
    return places[column];
  }

  int endsStart() {
    return endsStart;
  }

  int variableCount() {
    return variableCount;
  }

  /** Where the columns of some rows are. */
  public interface Pages {
    ColumnPage page(int column);
  }

  /** How long a row is before its variable bytes, of which there are {@code variableBytes}. */
  public int headBytes(long variableBytes) {
    return endsStart + (variableBytes <= NARROW_MAX ? Short.BYTES : Integer.BYTES) * variableCount;
  }

  /** Begins the row at {@code start}, where {@link #headBytes} zeros are, with its layout. */
  public void putLayout(byte[] target, int start, long variableBytes) {
    target[start] = (byte) (variableBytes <= NARROW_MAX ? LAYOUT_NARROW : LAYOUT_WIDE);
  }

  /** A variable column also needs {@link #putEnd}. */
  public void putNull(byte[] target, int start, int column) {
    target[start + NULLS_START + column / 8] |= (byte) (1 << (column % 8));
  }

  /** A LONG column; the value must fit its width. */
  public void putLong(byte[] target, int start, int column, long value) {
    int at = start + places[column];
    switch (columns[column].widthBytes()) {
      case 1 -> target[at] = (byte) value;
      case 2 -> SHORT.set(target, at, (short) value);
      case 4 -> INT.set(target, at, Math.toIntExact(value));
      default -> LONG.set(target, at, value);
    }
  }

  /** The lowest bytes of {@code bits}, as many as the column has. */
  void putNumber(byte[] target, int column, long bits) {
    int at = places[column];
    switch (widths[column]) {
      case 1 -> target[at] = (byte) bits;
      case 2 -> SHORT.set(target, at, (short) bits);
      case 4 -> INT.set(target, at, (int) bits);
      default -> LONG.set(target, at, bits);
    }
  }

  /** A DOUBLE column; -0.0 becomes 0.0 and every NaN the one NaN. */
  public void putDouble(byte[] target, int start, int column, double value) {
    int at = start + places[column];
    if (columns[column].widthBytes() == Float.BYTES) {
      INT.set(target, at, Float.floatToIntBits((float) value + 0.0f));
    } else {
      LONG.set(target, at, Double.doubleToLongBits(value + 0.0));
    }
  }

  /** Where the bytes of an OBJECT column go. */
  public int fixedStart(int start, int column) {
    return start + places[column];
  }

  /** Where, counted from the first variable byte, those of a BYTES column end. */
  public void putEnd(byte[] target, int start, int column, int end) {
    if (target[start] == LAYOUT_NARROW) {
      SHORT.set(target, start + endsStart + Short.BYTES * places[column], (short) end);
    } else {
      INT.set(target, start + endsStart + Integer.BYTES * places[column], end);
    }
  }
}
