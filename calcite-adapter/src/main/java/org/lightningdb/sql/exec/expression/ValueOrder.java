package org.lightningdb.sql.exec.expression;

import java.math.BigDecimal;
import java.util.Arrays;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * The order of values of one kind that are not null: the same as {@link TypeComparator}'s, as text
 * is compared by the bytes of its UTF-8 form.
 */
public interface ValueOrder {
  /** Negative, zero or positive as the left value is below, equal to or above the right one. */
  int compare(ColumnVector left, int leftPosition, ColumnVector right, int rightPosition);

  /** The order of values that are kept in vectors of {@code kind}, all at the same scale. */
  static ValueOrder of(ColumnKind kind) {
    return switch (kind) {
      case LONG ->
          (left, i, right, j) ->
              Long.compare(((LongVector) left).values()[i], ((LongVector) right).values()[j]);
      case DOUBLE ->
          (left, i, right, j) ->
              TypeComparator.compareDoubles(
                  ((DoubleVector) left).values()[i], ((DoubleVector) right).values()[j]);
      case BYTES ->
          (left, i, right, j) -> compareBytes((BytesVector) left, i, (BytesVector) right, j);
      case OBJECT ->
          (left, i, right, j) ->
              ((BigDecimal) ((ObjectVector) left).get(i))
                  .compareTo((BigDecimal) ((ObjectVector) right).get(j));
    };
  }

  private static int compareBytes(BytesVector left, int i, BytesVector right, int j) {
    int leftStart = left.start(i);
    int rightStart = right.start(j);
    return Arrays.compareUnsigned(
        left.buffer(),
        leftStart,
        leftStart + left.length(i),
        right.buffer(),
        rightStart,
        rightStart + right.length(j));
  }
}
