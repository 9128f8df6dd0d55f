package org.lightningdb.sql.exec.expression;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/** A vector that has the same value everywhere, filled again only when the value changes. */
final class RepeatedValue {
  private final SqlType type;
  private final Scratch scratch;
  private @Nullable ColumnVector filled;
  private @Nullable Object current;
  private int count;

  RepeatedValue(SqlType type) {
    this.type = type;
    this.scratch = new Scratch(type.columnKind());
  }

  /**
   * The vector with {@code value} at the first {@code positions} positions.
   *
   * @param value of exactly the type's Java class, or null
   */
  ColumnVector of(@Nullable Object value, int positions) {
    ColumnVector vector = filled;
    if (vector == null || count < positions || !Objects.equals(value, current)) {
      vector = fill(value, positions);
      filled = vector;
      current = value;
      count = positions;
    }
    return vector;
  }

  private ColumnVector fill(@Nullable Object value, int positions) {
    ColumnVector vector = scratch.clear(positions);
    if (value == null) {
      for (int i = 0; i < positions; i++) {
        vector.setNull(i);
      }
    } else if (vector instanceof LongVector longs) {
      java.util.Arrays.fill(longs.values(), 0, positions, VectorValues.toLong(value, type));
    } else if (vector instanceof DoubleVector doubles) {
      java.util.Arrays.fill(doubles.values(), 0, positions, ((Number) value).doubleValue());
    } else if (vector instanceof BytesVector bytes) {
      byte[] content = VectorValues.toBytes(value, type);
      int start = bytes.append(content, 0, content.length);
      for (int i = 0; i < positions; i++) {
        bytes.point(i, start, content.length);
      }
    } else {
      ObjectVector objects = (ObjectVector) vector;
      for (int i = 0; i < positions; i++) {
        VectorValues.set(objects, i, type, value);
      }
    }
    return vector;
  }
}
