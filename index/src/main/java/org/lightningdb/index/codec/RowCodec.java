package org.lightningdb.index.codec;

import java.math.BigDecimal;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * The columns of a row that are not in its key, as the value of the primary index. Every column is
 * found without reading another. Immutable; encoding writes to a buffer of the caller.
 *
 * <pre>
 *   0        layout: 1 = variable ends of 2 bytes, 2 = of 4 bytes
 *   1        nulls: one bit a column, column i in byte i / 8, bit i % 8
 *   …        fixed part: the columns of fixed width in order (zeros if NULL), big-endian
 *   …        ends: for each variable column where its bytes end, counted from the first of them
 *   …        the bytes of the variable columns
 *
 *   fixed widths: BOOLEAN 1, SMALLINT 2, INTEGER DATE REAL 4, BIGINT TIME TIMESTAMP DOUBLE 8,
 *   DECIMAL 4 up to 9 digits, 8 up to 18, else 16;  variable: CHAR (padded) VARCHAR VARBINARY
 * </pre>
 */
public final class RowCodec {
  static final int LAYOUT_NARROW = 1;
  static final int LAYOUT_WIDE = 2;
  static final int NULLS_START = 1;
  private static final int NARROW_MAX = 0xFFFF;
  private static final int DECIMAL_INT_PRECISION_MAX = 9;

  private final SqlType[] types;

  /** By column: position in the fixed part, or for variable columns their number. */
  private final int[] places;

  private final int[] widths;
  private final int endsStart;
  private final int variableCount;

  public RowCodec(List<SqlType> types) {
    this.types = types.toArray(new SqlType[0]);
    this.places = new int[this.types.length];
    this.widths = new int[this.types.length];
    int position = NULLS_START + (this.types.length + 7) / 8;
    int variables = 0;
    for (int i = 0; i < this.types.length; i++) {
      widths[i] = width(this.types[i]);
      if (widths[i] == 0) {
        places[i] = variables++;
      } else {
        places[i] = position;
        position += widths[i];
      }
    }
    this.endsStart = position;
    this.variableCount = variables;
  }

  public int columnCount() {
    return types.length;
  }

  SqlType type(int column) {
    return types[column];
  }

  int place(int column) {
    return places[column];
  }

  int fixedWidth(int column) {
    return widths[column];
  }

  int endsStart() {
    return endsStart;
  }

  int variableCount() {
    return variableCount;
  }

  /** Appends row {@code row} of {@code columns}, which are in the order of this codec. */
  public void encode(BytesBuilder out, ColumnVector[] columns, int row) {
    long variableBytes = 0;
    for (int i = 0; i < types.length; i++) {
      if (widths[i] == 0 && !columns[i].isNull(row)) {
        variableBytes += ((BytesVector) columns[i]).length(row);
      }
    }
    int endBytes = variableBytes <= NARROW_MAX ? 2 : 4;
    int start = out.reserveZeros(endsStart + endBytes * variableCount);
    out.array()[start] = (byte) (endBytes == 2 ? LAYOUT_NARROW : LAYOUT_WIDE);
    int end = 0;
    for (int i = 0; i < types.length; i++) {
      boolean isNull = columns[i].isNull(row);
      if (isNull) {
        out.array()[start + NULLS_START + i / 8] |= (byte) (1 << (i % 8));
      }
      if (widths[i] == 0) {
        if (!isNull) {
          BytesVector bytes = (BytesVector) columns[i];
          out.append(bytes.buffer(), bytes.start(row), bytes.length(row));
          end += bytes.length(row);
        }
        putEnd(out.array(), start + endsStart + endBytes * places[i], endBytes, end);
      } else if (!isNull) {
        putFixed(out.array(), start + places[i], i, columns[i], row);
      }
    }
  }

  private static void putEnd(byte[] target, int position, int endBytes, int end) {
    if (endBytes == 2) {
      target[position] = (byte) (end >>> 8);
      target[position + 1] = (byte) end;
    } else {
      BytesBuilder.INT.set(target, position, end);
    }
  }

  private void putFixed(byte[] target, int position, int i, ColumnVector column, int row) {
    switch (types[i].columnKind()) {
      case LONG -> putLong(target, position, widths[i], ((LongVector) column).get(row));
      case DOUBLE -> {
        double value = ((DoubleVector) column).get(row) + 0.0;
        if (types[i].kind() == TypeKind.REAL) {
          BytesBuilder.INT.set(target, position, Float.floatToIntBits((float) value));
        } else {
          BytesBuilder.LONG.set(target, position, Double.doubleToLongBits(value));
        }
      }
      case OBJECT -> {
        BigDecimal value = (BigDecimal) ((ObjectVector) column).get(row);
        WideDecimals.encode(value.setScale(types[i].scale()), target, position);
      }
      case BYTES -> throw new IllegalStateException(types[i] + " has no fixed width");
    }
  }

  private static void putLong(byte[] target, int position, int width, long value) {
    switch (width) {
      case 1 -> target[position] = (byte) value;
      case 2 -> {
        target[position] = (byte) (value >>> 8);
        target[position + 1] = (byte) value;
      }
      case 4 -> BytesBuilder.INT.set(target, position, Math.toIntExact(value));
      default -> BytesBuilder.LONG.set(target, position, value);
    }
  }

  private static int width(SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> 1;
      case SMALLINT -> 2;
      case INTEGER, DATE, REAL -> 4;
      case BIGINT, TIME, TIMESTAMP, DOUBLE -> 8;
      case DECIMAL -> {
        if (type.precision() > SqlType.DECIMAL_LONG_PRECISION_MAX) {
          yield KeyCodec.WIDE_DECIMAL_BYTES;
        }
        yield type.precision() <= DECIMAL_INT_PRECISION_MAX ? 4 : 8;
      }
      case CHAR, VARCHAR, VARBINARY -> 0;
    };
  }
}
