package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/** Rows copied from borrowed batches into vectors of their own. */
final class CopiedBatch {
  private static final int OBJECT_BYTES = 80;

  private final Batch batch;
  private int rowCount;
  private long variableBytes;

  CopiedBatch(List<SqlType> types) {
    this.batch = new Batch(types.size());
    for (int i = 0; i < types.size(); i++) {
      batch.setColumn(i, ColumnVector.create(types.get(i).columnKind(), Batch.ROWS_MAX));
    }
  }

  /** What one takes, about, texts aside. */
  static long bytesOfFull(List<SqlType> types) {
    return 8L * Batch.ROWS_MAX * (1 + types.size());
  }

  boolean isFull() {
    return rowCount == Batch.ROWS_MAX;
  }

  int rowCount() {
    return rowCount;
  }

  long bytes() {
    return 8L * Batch.ROWS_MAX * (1 + batch.columnCount()) + variableBytes;
  }

  /** The rows copied so far. */
  Batch batch() {
    batch.reset(rowCount);
    return batch;
  }

  /**
   * Copies the rows of a batch from its {@code first} one on, as many as fit.
   *
   * @return how many
   */
  int append(Batch source, int first) {
    int count = Math.min(source.count() - first, Batch.ROWS_MAX - rowCount);
    for (int i = 0; i < batch.columnCount(); i++) {
      copy(source.column(i), source.rows(), first, count, batch.column(i));
    }
    rowCount += count;
    return count;
  }

  private void copy(ColumnVector source, Rows rows, int first, int count, ColumnVector target) {
    if (source instanceof LongVector from && !source.hasNulls()) {
      long[] to = ((LongVector) target).values();
      for (int i = 0; i < count; i++) {
        to[rowCount + i] = from.values()[rows.position(first + i)];
      }
    } else if (source instanceof DoubleVector from && !source.hasNulls()) {
      double[] to = ((DoubleVector) target).values();
      for (int i = 0; i < count; i++) {
        to[rowCount + i] = from.values()[rows.position(first + i)];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int position = rows.position(first + i);
        target.copyFrom(rowCount + i, source, position);
        if (source instanceof BytesVector bytes && !bytes.isNull(position)) {
          variableBytes += bytes.length(position);
        }
      }
      variableBytes += source.kind() == ColumnKind.OBJECT ? (long) OBJECT_BYTES * count : 0;
    }
  }
}
