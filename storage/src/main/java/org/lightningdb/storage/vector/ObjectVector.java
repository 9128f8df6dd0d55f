package org.lightningdb.storage.vector;

import org.jspecify.annotations.Nullable;

/** A column of objects, for the rare types that fit no primitive kind. */
public final class ObjectVector extends ColumnVector {
  private final @Nullable Object[] values;

  public ObjectVector(int capacity) {
    super(capacity);
    this.values = new @Nullable Object[capacity];
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.OBJECT;
  }

  /** The value; only for a position that is not null. */
  public Object get(int position) {
    Object value = values[position];
    if (value == null) {
      throw new IllegalStateException("position " + position + " is null");
    }
    return value;
  }

  public void set(int position, Object value) {
    values[position] = value;
    clearNull(position);
  }

  @Override
  public void copyFrom(int position, ColumnVector source, int sourcePosition) {
    if (source.isNull(sourcePosition)) {
      setNull(position);
    } else {
      set(position, ((ObjectVector) source).get(sourcePosition));
    }
  }
}
