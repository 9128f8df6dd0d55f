package org.lightningdb.sql.bind;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Calcite's literals as Java values of our types. */
public final class LiteralValues {
  private static final long MICROS_PER_MILLI = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private LiteralValues() {}

  /** The value of a literal; null for NULL and for kinds of literal that no column can hold. */
  public static @Nullable Object toJava(RexLiteral literal) {
    Object value = literal.getValueAs(Comparable.class);
    return value == null ? null : toJava((Comparable<?>) value, literal.getType());
  }

  /** The value of a point in a range set, or null if no column can hold it. */
  public static @Nullable Object toJava(Comparable<?> value, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> value;
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
          value instanceof BigDecimal ? value : new BigDecimal(value.toString());
      case REAL, FLOAT, DOUBLE -> ((Number) value).doubleValue();
      case CHAR, VARCHAR -> value instanceof NlsString text ? text.getValue() : value.toString();
      case BINARY, VARBINARY -> value instanceof ByteString bytes ? bytes.getBytes() : null;
      case DATE -> date(value);
      case TIME -> time(value);
      case TIMESTAMP -> timestamp(value);
      case UUID -> value;
      default -> null;
    };
  }

  private static @Nullable Object date(Comparable<?> value) {
    if (value instanceof DateString date) {
      return LocalDate.ofEpochDay(date.getDaysSinceEpoch());
    }
    return value instanceof Number days ? LocalDate.ofEpochDay(days.longValue()) : null;
  }

  private static @Nullable Object time(Comparable<?> value) {
    if (value instanceof TimeString time) {
      return LocalTime.parse(time.toString());
    }
    return value instanceof Number millis
        ? LocalTime.ofNanoOfDay(millis.longValue() * NANOS_PER_MILLI)
        : null;
  }

  private static @Nullable Object timestamp(Comparable<?> value) {
    if (value instanceof TimestampString timestamp) {
      return LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
    }
    return value instanceof Number millis
        ? org.lightningdb.index.type.VectorValues.fromMicros(millis.longValue() * MICROS_PER_MILLI)
        : null;
  }
}
