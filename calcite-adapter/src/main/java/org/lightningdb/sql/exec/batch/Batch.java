package org.lightningdb.sql.exec.batch;

import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Columns of up to {@link #positions} values, of which the {@link #rows selected} positions are the
 * rows. An operator owns the batch it returns and changes it at its next call; until then the
 * caller may read the vectors and narrow the selection, nothing else. Values at positions that are
 * not selected are undefined and must not raise errors.
 */
public final class Batch {
  /** The most positions of the batches that operators make themselves. */
  public static final int ROWS_MAX = VectorBatch.ROWS_DEFAULT;

  private final ColumnVector[] columns;
  private final Rows rows = new Rows();
  private int positions;

  public Batch(int columnCount) {
    this.columns = new ColumnVector[columnCount];
  }

  /** A batch over vectors that do not change from fill to fill. */
  public static Batch of(ColumnVector[] columns) {
    Batch batch = new Batch(columns.length);
    System.arraycopy(columns, 0, batch.columns, 0, columns.length);
    return batch;
  }

  public int columnCount() {
    return columns.length;
  }

  public ColumnVector column(int index) {
    return columns[index];
  }

  public void setColumn(int index, ColumnVector vector) {
    columns[index] = vector;
  }

  /** How many positions of the vectors are in use. */
  public int positions() {
    return positions;
  }

  /** Starts anew with all of {@code newPositions} positions selected. */
  public void reset(int newPositions) {
    this.positions = newPositions;
    rows.setFirst(newPositions);
  }

  /** The selected positions; changed by {@link #select} and {@link #reset}. */
  public Rows rows() {
    return rows;
  }

  /** The number of rows. */
  public int count() {
    return rows.count();
  }

  /** Leaves only the listed positions, which were selected before; the array is borrowed. */
  public void select(int[] listed, int count) {
    rows.set(listed, count);
  }

  /** Makes the same positions of this batch its rows as of another one, until that changes. */
  public void takeRows(Batch other) {
    positions = other.positions;
    int[] listed = other.rows.positions();
    if (listed == null) {
      rows.setFirst(other.rows.count());
    } else {
      rows.set(listed, other.rows.count());
    }
  }
}
