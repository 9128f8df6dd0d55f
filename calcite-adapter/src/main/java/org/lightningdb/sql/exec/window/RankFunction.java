package org.lightningdb.sql.exec.window;

import java.util.Set;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.store.PagedRows;
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
      set(target, row, row - start, size, before, rows.peerEnd(row) - start, dense);
    }
  }

  @Override
  public PagedFunction paged(PagedRows rows, WindowFrame frame, Execution execution) {
    return new Paged();
  }

  /** One execution over rows in a file. */
  private final class Paged implements PagedFunction {
    private long dense;

    @Override
    public void compute(PagedFrames frames, ColumnVector target) {
      for (int i = 0; i < frames.count(); i++) {
        long row = frames.first() + i;
        long start = frames.partitionStart(i);
        dense = row == start ? 0 : dense;
        dense += row == frames.peerStart(i) ? 1 : 0;
        long size = frames.partitionEnd(i) - start;
        long before = frames.peerStart(i) - start;
        set(target, i, row - start, size, before, frames.peerEnd(i) - start, dense);
      }
    }
  }

  /**
   * Sets the value of a row.
   *
   * @param index how many rows of the partition come before it
   * @param before how many of them sort before it
   * @param through how many rows do not sort behind it
   * @param dense how many different keys come up to it
   */
  private void set(
      ColumnVector target, int at, long index, long size, long before, long through, long dense) {
    switch (kind) {
      case ROW_NUMBER -> set(target, at, index + 1);
      case RANK -> set(target, at, before + 1);
      case DENSE_RANK -> set(target, at, dense);
      case NTILE -> set(target, at, bucket(index, size));
      case PERCENT_RANK -> set(target, at, size == 1 ? 0.0 : before / (size - 1.0));
      case CUME_DIST -> set(target, at, through / (double) size);
    }
  }

  /** The first buckets have one row more if they cannot all have as many. */
  private long bucket(long index, long size) {
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
