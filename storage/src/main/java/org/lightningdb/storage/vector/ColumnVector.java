package org.lightningdb.storage.vector;

import java.util.BitSet;

/**
 * A column of up to {@link #capacity} values of one kind. A value at a null position is undefined.
 * Written by one thread, then read; borrowed from the batch that holds it.
 */
public abstract sealed class ColumnVector
    permits LongVector, DoubleVector, BytesVector, ObjectVector {
  private final BitSet nulls = new BitSet();
  private final int capacity;

  ColumnVector(int capacity) {
    this.capacity = capacity;
  }

  /** A vector of {@code kind}, all positions unset. */
  public static ColumnVector create(ColumnKind kind, int capacity) {
    return switch (kind) {
      case LONG -> new LongVector(capacity);
      case DOUBLE -> new DoubleVector(capacity);
      case BYTES -> new BytesVector(capacity);
      case OBJECT -> new ObjectVector(capacity);
    };
  }

  public abstract ColumnKind kind();

  public int capacity() {
    return capacity;
  }

  public boolean isNull(int position) {
    return nulls.get(position);
  }

  public void setNull(int position) {
    nulls.set(position);
  }

  /** Makes every position non-null and forgets variable-length bytes. */
  public void clear() {
    nulls.clear();
  }

  void clearNull(int position) {
    nulls.clear(position);
  }

  /** Makes null, too, every position that is null in {@code other}. */
  public void addNulls(ColumnVector other) {
    nulls.or(other.nulls);
  }

  /** Whether any position is null. */
  public boolean hasNulls() {
    return !nulls.isEmpty();
  }

  /** Copies one value, null or not, from a vector of the same kind. */
  public abstract void copyFrom(int position, ColumnVector source, int sourcePosition);
}
