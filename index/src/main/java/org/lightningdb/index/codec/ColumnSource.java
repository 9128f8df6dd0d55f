package org.lightningdb.index.codec;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * Something that columns can be read from one by one: a key or a row. The getters other than {@link
 * #isNull} need a column that is not NULL and of the kind in question.
 */
public abstract class ColumnSource {
  private final Slice scratch = new Slice();

  /** The type of a column; columns are counted as the reader's layout does. */
  public abstract SqlType type(int column);

  public abstract boolean isNull(int column);

  public abstract long longAt(int column);

  public abstract double doubleAt(int column);

  /** Points {@code target} at the bytes; borrowed until the next call on this reader. */
  public abstract Slice bytesAt(int column, Slice target);

  public abstract BigDecimal decimalAt(int column);

  /** Copies the column, NULL or not, into {@code vector} at {@code row}. */
  public final void copyTo(int column, ColumnVector vector, int row) {
    if (isNull(column)) {
      vector.setNull(row);
    } else if (vector instanceof LongVector longs) {
      longs.set(row, longAt(column));
    } else if (vector instanceof BytesVector bytes) {
      Slice value = bytesAt(column, scratch);
      bytes.set(row, value.array(), value.offset(), value.length());
    } else if (vector instanceof DoubleVector doubles) {
      doubles.set(row, doubleAt(column));
    } else {
      ((ObjectVector) vector).set(row, decimalAt(column));
    }
  }

  /** The column as a Java value of its type. */
  public final @Nullable Object valueAt(int column) {
    ColumnVector vector = ColumnVector.create(type(column).columnKind(), 1);
    copyTo(column, vector, 0);
    return VectorValues.get(vector, 0, type(column));
  }
}
