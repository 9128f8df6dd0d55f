package org.lightningdb.sql.exec.window;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/** Whether an order key lies within the distance that a frame's bound says. */
final class KeyDistance {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private KeyDistance() {}

  /**
   * Negative, zero or positive as the key of the other row comes before, at or behind that of the
   * current row moved by the bound's offset, in the order of the window. Neither is NULL.
   *
   * @param sign 1 if the offset is to be added in that order, -1 if it is to be subtracted
   */
  static int compare(
      ColumnVector otherKeys,
      int other,
      ColumnVector keys,
      int row,
      int sign,
      FrameBound bound,
      boolean descending) {
    int direction = descending ? -1 : 1;
    int step = sign * direction;
    if (keys instanceof DoubleVector doubles) {
      double moved = doubles.get(row) + step * bound.offset();
      return direction * Double.compare(((DoubleVector) otherKeys).get(other), moved);
    }
    if (keys instanceof ObjectVector decimals) {
      BigDecimal offset = bound.decimalOffset();
      BigDecimal value = (BigDecimal) decimals.get(row);
      BigDecimal moved = step < 0 ? value.subtract(offset) : value.add(offset);
      return direction * ((BigDecimal) ((ObjectVector) otherKeys).get(other)).compareTo(moved);
    }
    long moved = moved(((LongVector) keys).get(row), step * bound.longOffset(), bound.unit());
    return direction * Long.compare(((LongVector) otherKeys).get(other), moved);
  }

  private static long moved(long value, long offset, FrameBound.Unit unit) {
    if (unit == FrameBound.Unit.MONTHS_OF_DATE) {
      return LocalDate.ofEpochDay(value).plusMonths(offset).toEpochDay();
    }
    if (unit == FrameBound.Unit.MONTHS_OF_TIMESTAMP) {
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(value, MICROS_PER_DAY));
      return day.plusMonths(offset).toEpochDay() * MICROS_PER_DAY
          + Math.floorMod(value, MICROS_PER_DAY);
    }
    long moved = value + offset;
    if (((value ^ moved) & (offset ^ moved)) < 0) {
      return offset < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return moved;
  }
}
