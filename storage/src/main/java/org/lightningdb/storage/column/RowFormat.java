package org.lightningdb.storage.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

  private final RowShape shape;
  private final ShapeColumn[] columns;

  /** By column: position in the fixed part, or for variable columns their number. */
  private final int[] places;

  private final int endsStart;
  private final int variableCount;

  public RowFormat(RowShape shape) {
    this.shape = shape;
    this.columns = shape.columns().toArray(new ShapeColumn[0]);
    this.places = new int[columns.length];
    int position = NULLS_START + (columns.length + 7) / 8;
    int variables = 0;
    for (int i = 0; i < columns.length; i++) {
      if (isVariable(i)) {
        places[i] = variables++;
      } else {
        places[i] = position;
        position += columns[i].widthBytes();
      }
    }
    this.endsStart = position;
    this.variableCount = variables;
  }

  public RowShape shape() {
    return shape;
  }

  public int columnCount() {
    return columns.length;
  }

  public ShapeColumn column(int column) {
    return columns[column];
  }

  /** The kind of vector that scans fill: OBJECT columns come as their 16 bytes. */
  public ColumnKind vectorKind(int column) {
    ColumnKind kind = columns[column].kind();
    return kind == ColumnKind.OBJECT ? ColumnKind.BYTES : kind;
  }

  boolean isVariable(int column) {
    return columns[column].widthBytes() == 0;
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

  /** Puts row {@code row} together again; the bytes are the caller's. */
  public byte[] assemble(Pages pages, int row) {
    long variableBytes = 0;
    for (int i = 0; i < columns.length; i++) {
      if (isVariable(i)) {
        variableBytes += pages.page(i).variableLength(row);
      }
    }
    boolean narrow = variableBytes <= NARROW_MAX;
    int endBytes = narrow ? Short.BYTES : Integer.BYTES;
    int dataStart = endsStart + endBytes * variableCount;
    byte[] target = new byte[Math.toIntExact(dataStart + variableBytes)];
    target[0] = (byte) (narrow ? LAYOUT_NARROW : LAYOUT_WIDE);
    int end = 0;
    for (int i = 0; i < columns.length; i++) {
      ColumnPage page = pages.page(i);
      boolean isNull = page.isNull(row);
      if (isNull) {
        target[NULLS_START + i / 8] |= (byte) (1 << (i % 8));
      }
      if (isVariable(i)) {
        if (!isNull) {
          page.writeTo(target, dataStart + end, row);
          end += page.variableLength(row);
        }
        putEnd(target, endsStart + endBytes * places[i], narrow, end);
      } else if (!isNull) {
        page.writeTo(target, places[i], row);
      }
    }
    return target;
  }

  static void putEnd(byte[] target, int at, boolean narrow, int end) {
    if (narrow) {
      SHORT.set(target, at, (short) end);
    } else {
      INT.set(target, at, end);
    }
  }
}
