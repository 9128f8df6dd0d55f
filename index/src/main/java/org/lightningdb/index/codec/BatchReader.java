package org.lightningdb.index.codec;

import java.math.BigDecimal;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Reads rows of a batch that a scan of columns filled, where decimals of more than 18 digits are
 * still bytes.
 */
public final class BatchReader extends ColumnSource {
  private final SqlType[] types;
  private final ColumnVector[] columns;
  private final Slice wide = new Slice();
  private int row;

  /** Of the first columns of {@code batch}, one for each type. */
  public BatchReader(List<SqlType> types, VectorBatch batch) {
    this.types = types.toArray(new SqlType[0]);
    this.columns = new ColumnVector[this.types.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
  }

  /** Reads row {@code newRow} from now on. */
  public void set(int newRow) {
    row = newRow;
  }

  @Override
  public SqlType type(int column) {
    return types[column];
  }

  @Override
  public boolean isNull(int column) {
    return columns[column].isNull(row);
  }

  @Override
  public long longAt(int column) {
    return ((LongVector) columns[column]).get(row);
  }

  @Override
  public double doubleAt(int column) {
    return ((DoubleVector) columns[column]).get(row);
  }

  @Override
  public Slice bytesAt(int column, Slice target) {
    return ((BytesVector) columns[column]).get(row, target);
  }

  @Override
  public BigDecimal decimalAt(int column) {
    Slice bytes = bytesAt(column, wide);
    return WideDecimals.decode(bytes.array(), bytes.offset(), types[column].scale());
  }
}
