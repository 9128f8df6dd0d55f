package org.lightningdb.storage.vector;

/** A column of {@code double}s. */
public final class DoubleVector extends ColumnVector {
  private final double[] values;

  public DoubleVector(int capacity) {
    super(capacity);
    this.values = new double[capacity];
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.DOUBLE;
  }

  public double get(int position) {
    return values[position];
  }

  public void set(int position, double value) {
    values[position] = value;
    clearNull(position);
  }

  /** The backing array, for kernels. */
  public double[] values() {
    return values;
  }

  @Override
  public void copyFrom(int position, ColumnVector source, int sourcePosition) {
    if (source.isNull(sourcePosition)) {
      setNull(position);
    } else {
      set(position, ((DoubleVector) source).values[sourcePosition]);
    }
  }
}
