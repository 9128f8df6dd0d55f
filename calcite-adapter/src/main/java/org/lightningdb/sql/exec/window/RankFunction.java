package org.lightningdb.sql.exec.window;

import java.util.Set;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Functions of the place in the partition.
 *
 * @param buckets for NTILE, else 0
 */
public record RankFunction(Kind kind, long buckets, SqlType type) implements WindowFunction {
  /** Which function. */
  public enum Kind {
    ROW_NUMBER,
    RANK,
    DENSE_RANK,
    PERCENT_RANK,
    CUME_DIST,
    NTILE
  }

  public RankFunction {
    if (kind == Kind.NTILE && buckets <= 0) {
      throw DbException.of(
          SqlState.INVALID_PARAMETER_VALUE, "the argument of NTILE must be positive: " + buckets);
    }
  }

  @Override
  public Set<Integer> columns() {
    return Set.of();
  }

  @Override
  public void compute(SortedRows rows, Frames frames, ColumnVector target, Execution execution) {
    long dense = 0;
    for (int row = 0; row < rows.size(); row++) {
      int start = rows.partitionStart(row);
      if (row == start) {
        dense = 0;
      }
      if (row == rows.peerStart(row)) {
        dense++;
      }
      int size = rows.partitionEnd(row) - start;
      int before = rows.peerStart(row) - start;
      switch (kind) {
        case ROW_NUMBER -> set(target, row, row - start + 1L);
        case RANK -> set(target, row, before + 1L);
        case DENSE_RANK -> set(target, row, dense);
        case NTILE -> set(target, row, bucket(row - start, size));
        case PERCENT_RANK -> set(target, row, size == 1 ? 0.0 : before / (size - 1.0));
        case CUME_DIST -> set(target, row, (rows.peerEnd(row) - start) / (double) size);
      }
    }
  }

  /** The first buckets have one row more if they cannot all have as many. */
  private long bucket(int index, int size) {
    long small = size / buckets;
    long larger = size % buckets;
    long inLarger = larger * (small + 1);
    return index < inLarger
        ? index / (small + 1) + 1
        : larger + (index - inLarger) / Math.max(1, small) + 1;
  }

  private static void set(ColumnVector target, int row, long value) {
    ((LongVector) target).set(row, value);
  }

  private static void set(ColumnVector target, int row, double value) {
    ((DoubleVector) target).set(row, value);
  }
}
