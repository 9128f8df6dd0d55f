package org.lightningdb.index.codec;

import java.math.BigDecimal;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;

/** Reads the columns of one row after the other, as {@link RowCodec} wrote them. */
public final class RowReader extends ColumnSource {
  private final RowCodec codec;
  private byte[] row = new byte[0];
  private int start;
  private int length;
  private int endBytes;

  public RowReader(RowCodec codec) {
    this.codec = codec;
  }

  /**
   * Reads {@code slice} from now on; it must stay as it is while columns are read.
   *
   * @throws IllegalArgumentException if it is no row of this codec
   */
  public RowReader set(Slice slice) {
    row = slice.array();
    start = slice.offset();
    length = slice.length();
    int layout = length == 0 ? 0 : row[start];
    if (layout == RowCodec.LAYOUT_NARROW) {
      endBytes = 2;
    } else if (layout == RowCodec.LAYOUT_WIDE) {
      endBytes = 4;
    } else {
      throw new IllegalArgumentException("unknown row layout " + layout);
    }
    int variables = codec.variableCount();
    int dataStart = codec.endsStart() + endBytes * variables;
    if (dataStart > length || dataStart + (variables == 0 ? 0 : end(variables - 1)) != length) {
      throw new IllegalArgumentException("a row of " + length + " bytes does not fit its table");
    }
    return this;
  }

  @Override
  public SqlType type(int column) {
    return codec.type(column);
  }

  @Override
  public boolean isNull(int column) {
    return (row[start + RowCodec.NULLS_START + column / 8] & (1 << (column % 8))) != 0;
  }

  @Override
  public long longAt(int column) {
    int at = start + codec.place(column);
    return switch (codec.fixedWidth(column)) {
      case 1 -> row[at];
      case 2 -> (short) (((row[at] & 0xFF) << 8) | (row[at + 1] & 0xFF));
      case 4 -> (int) BytesBuilder.INT.get(row, at);
      default -> (long) BytesBuilder.LONG.get(row, at);
    };
  }

  @Override
  public double doubleAt(int column) {
    int at = start + codec.place(column);
    return codec.type(column).kind() == TypeKind.REAL
        ? Float.intBitsToFloat((int) BytesBuilder.INT.get(row, at))
        : Double.longBitsToDouble((long) BytesBuilder.LONG.get(row, at));
  }

  @Override
  public Slice bytesAt(int column, Slice target) {
    int number = codec.place(column);
    int from = number == 0 ? 0 : end(number - 1);
    int dataStart = start + codec.endsStart() + endBytes * codec.variableCount();
    return target.set(row, dataStart + from, end(number) - from);
  }

  @Override
  public BigDecimal decimalAt(int column) {
    return WideDecimals.decode(row, start + codec.place(column), codec.type(column).scale());
  }

  private int end(int number) {
    int at = start + codec.endsStart() + endBytes * number;
    return endBytes == 2
        ? ((row[at] & 0xFF) << 8) | (row[at + 1] & 0xFF)
        : (int) BytesBuilder.INT.get(row, at);
  }
}
