package org.lightningdb.index.codec;

import java.math.BigDecimal;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ShapedRow;

/** Reads the columns of one row after the other, as {@link RowCodec} wrote them. */
public final class RowReader extends ColumnSource {
  private final RowCodec codec;
  private final ShapedRow row;
  private final Slice wide = new Slice();

  public RowReader(RowCodec codec) {
    this.codec = codec;
    this.row = new ShapedRow(codec.format());
  }

  /**
   * Reads {@code slice} from now on; it must stay as it is while columns are read.
   *
   * @throws IllegalArgumentException if it is no row of this codec
   */
  public RowReader set(Slice slice) {
    row.set(slice);
    return this;
  }

  @Override
  public SqlType type(int column) {
    return codec.type(column);
  }

  @Override
  public boolean isNull(int column) {
    return row.isNull(column);
  }

  @Override
  public long longAt(int column) {
    return row.longAt(column);
  }

  @Override
  public double doubleAt(int column) {
    return row.doubleAt(column);
  }

  @Override
  public Slice bytesAt(int column, Slice target) {
    return row.bytesAt(column, target);
  }

  @Override
  public BigDecimal decimalAt(int column) {
    Slice bytes = row.bytesAt(column, wide);
    return WideDecimals.decode(bytes.array(), bytes.offset(), codec.type(column).scale());
  }
}
