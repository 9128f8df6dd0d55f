package org.lightningdb.sql.lower;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.apache.calcite.avatica.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * Values as Calcite's generated code keeps them (days, milliseconds, BigDecimal, ByteString), to
 * and from vectors and to and from our Java values.
 */
final class CalciteValues {
  private static final long MICROS_PER_MILLI = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private CalciteValues() {}

  /** Reads a vector's element for generated code. */
  static @Nullable Object fromVector(ColumnVector vector, int row, SqlType type) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (type.columnKind()) {
      case LONG -> fromLong(((LongVector) vector).get(row), type);
      case DOUBLE -> fromDouble(((DoubleVector) vector).get(row), type);
      case BYTES -> fromBytes((BytesVector) vector, row, type);
      case OBJECT -> ((ObjectVector) vector).get(row);
    };
  }

  private static Object fromLong(long value, SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> value != 0;
      case SMALLINT -> (short) value;
      case INTEGER, DATE -> (int) value;
      case BIGINT -> value;
      case DECIMAL -> BigDecimal.valueOf(value, type.scale());
      case TIME -> (int) (value / MICROS_PER_MILLI);
      case TIMESTAMP -> Math.floorDiv(value, MICROS_PER_MILLI);
      case REAL, DOUBLE, CHAR, VARCHAR, VARBINARY ->
          throw new IllegalStateException(type + " is not kept as a long");
    };
  }

  private static Object fromDouble(double value, SqlType type) {
    if (type.kind() == org.lightningdb.index.type.TypeKind.REAL) {
      return (float) value;
    }
    return value;
  }

  private static Object fromBytes(BytesVector vector, int row, SqlType type) {
    return type.kind() == org.lightningdb.index.type.TypeKind.VARBINARY
        ? new ByteString(vector.toByteArray(row))
        : vector.toText(row);
  }

  /** A parameter's Java value for generated code. */
  static @Nullable Object fromJava(@Nullable Object value, SqlType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case VARBINARY -> new ByteString((byte[]) value);
      case DATE -> (int) ((LocalDate) value).toEpochDay();
      case TIME -> (int) (((LocalTime) value).toNanoOfDay() / NANOS_PER_MILLI);
      case TIMESTAMP ->
          Math.floorDiv(VectorValues.toMicros((LocalDateTime) value), MICROS_PER_MILLI);
      default -> value;
    };
  }

  /** A value of generated code as our Java value; numbers keep the class they come in. */
  static @Nullable Object toJava(@Nullable Object value, SqlType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case VARBINARY -> ((ByteString) value).getBytes();
      case DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
      case TIME -> LocalTime.ofNanoOfDay(((Number) value).longValue() * NANOS_PER_MILLI);
      case TIMESTAMP -> VectorValues.fromMicros(((Number) value).longValue() * MICROS_PER_MILLI);
      case CHAR, VARCHAR -> value.toString();
      default -> value;
    };
  }

  /** A value of generated code as a Java value of exactly the type; decimals are rounded to it. */
  static @Nullable Object toExactJava(@Nullable Object value, SqlType type) {
    Object converted = toJava(value, type);
    return converted instanceof Number number
            && type.kind() == org.lightningdb.index.type.TypeKind.DECIMAL
        ? toDecimal(number, type)
        : converted;
  }

  /** Writes a value of generated code into a vector; decimals are rounded to the scale. */
  static void toVector(ColumnVector vector, int row, SqlType type, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (type.kind()) {
      case BOOLEAN -> ((LongVector) vector).set(row, (Boolean) value ? 1 : 0);
      case SMALLINT, INTEGER, BIGINT, DATE ->
          ((LongVector) vector).set(row, ((Number) value).longValue());
      case TIME, TIMESTAMP ->
          ((LongVector) vector).set(row, ((Number) value).longValue() * MICROS_PER_MILLI);
      case REAL, DOUBLE -> ((DoubleVector) vector).set(row, ((Number) value).doubleValue());
      case DECIMAL -> VectorValues.set(vector, row, type, toDecimal((Number) value, type));
      case CHAR ->
          ((BytesVector) vector)
              .set(
                  row,
                  VectorValues.pad(value.toString(), type.precision())
                      .getBytes(StandardCharsets.UTF_8));
      case VARCHAR ->
          ((BytesVector) vector).set(row, value.toString().getBytes(StandardCharsets.UTF_8));
      case VARBINARY -> ((BytesVector) vector).set(row, ((ByteString) value).getBytes());
    }
  }

  private static BigDecimal toDecimal(Number value, SqlType type) {
    BigDecimal exact =
        value instanceof BigDecimal decimal
            ? decimal
            : value instanceof Double || value instanceof Float
                ? BigDecimal.valueOf(value.doubleValue())
                : new BigDecimal(value.toString());
    BigDecimal rounded = exact.setScale(type.scale(), RoundingMode.HALF_UP);
    if (rounded.precision() > type.precision() && rounded.signum() != 0) {
      throw DbException.of(
          SqlState.NUMERIC_OUT_OF_RANGE,
          "value " + exact.toString() + " is out of range for " + type.toSql());
    }
    return rounded;
  }
}
