package org.lightningdb.storage.vector;

import java.util.List;

/**
 * Up to {@link #capacity} rows, column by column. Whoever fills it calls {@link #clear}, sets the
 * values and then {@link #setRowCount}. Readers borrow it until the next fill. One thread at a
 * time.
 */
public final class VectorBatch {
  /** The usual number of rows in a batch. */
  public static final int ROWS_DEFAULT = 1024;

  private final ColumnVector[] columns;
  private final int capacity;
  private int rowCount;

  public VectorBatch(List<ColumnKind> kinds, int capacity) {
    this.columns = new ColumnVector[kinds.size()];
    this.capacity = capacity;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnVector.create(kinds.get(i), capacity);
    }
  }

  private VectorBatch(ColumnVector[] columns, int capacity) {
    this.columns = columns;
    this.capacity = capacity;
  }

  /** A batch of vectors made elsewhere, of at least that capacity; batches may share vectors. */
  public static VectorBatch of(List<ColumnVector> columns, int capacity) {
    return new VectorBatch(columns.toArray(new ColumnVector[0]), capacity);
  }

  public int columnCount() {
    return columns.length;
  }

  public ColumnVector column(int index) {
    return columns[index];
  }

  public LongVector longs(int index) {
    return (LongVector) columns[index];
  }

  public DoubleVector doubles(int index) {
    return (DoubleVector) columns[index];
  }

  public BytesVector bytes(int index) {
    return (BytesVector) columns[index];
  }

  public ObjectVector objects(int index) {
    return (ObjectVector) columns[index];
  }

  public int capacity() {
    return capacity;
  }

  public int rowCount() {
    return rowCount;
  }

  public void setRowCount(int count) {
    this.rowCount = count;
  }

  public boolean isFull() {
    return rowCount == capacity;
  }

  public void clear() {
    rowCount = 0;
    for (ColumnVector column : columns) {
      column.clear();
    }
  }
}
