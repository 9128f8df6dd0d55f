package org.lightningdb.storage.vector;

/** A column of {@code long}s. */
public final class LongVector extends ColumnVector {
  private final long[] values;

  public LongVector(int capacity) {
    super(capacity);
    this.values = new long[capacity];
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.LONG;
  }

  public long get(int position) {
    return values[position];
  }

  public void set(int position, long value) {
    values[position] = value;
    clearNull(position);
  }

  /** The backing array, for kernels. */
  public long[] values() {
    return values;
  }

  @Override
  public void copyFrom(int position, ColumnVector source, int sourcePosition) {
    if (source.isNull(sourcePosition)) {
      setNull(position);
    } else {
      set(position, ((LongVector) source).values[sourcePosition]);
    }
  }
}
