package org.lightningdb.jdbc.link;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.UUID;

/**
 * A SQL type as clients see it, and the Java class of its values across a link:
 *
 * <pre>
 *   BOOLEAN   Boolean      CHAR       String, padded with blanks
 *   SMALLINT  Short        VARCHAR    String
 *   INTEGER   Integer      VARBINARY  byte[]
 *   BIGINT    Long         DATE       LocalDate
 *   REAL      Float        TIME       LocalTime
 *   DOUBLE    Double       TIMESTAMP  LocalDateTime
 *   DECIMAL   BigDecimal   TINYINT    Byte
 *   UUID      UUID         INTERVAL   Period or Duration
 *   TIMESTAMP WITH TIME ZONE  OffsetDateTime, as clocks of the session's zone show it
 *   TIME WITH TIME ZONE       OffsetTime
 * </pre>
 *
 * @param code one of the constants above in {@link Types}
 * @param name the name in SQL, without precision and scale
 * @param precision digits of a DECIMAL, characters, bytes, or fractional second digits of times and
 *     timestamps; {@link Integer#MAX_VALUE} without limit; else 0
 * @param scale digits after the point of a DECIMAL, else 0
 */
public record LinkType(int code, String name, int precision, int scale) {
  /** A type without parameters. */
  public static LinkType of(int code, String name) {
    return new LinkType(code, name, 0, 0);
  }

  /** The class of the values. */
  public Class<?> javaClass() {
    return switch (code) {
      case Types.BOOLEAN -> Boolean.class;
      case Types.TINYINT -> Byte.class;
      case Types.SMALLINT -> Short.class;
      case Types.INTEGER -> Integer.class;
      case Types.BIGINT -> Long.class;
      case Types.REAL -> Float.class;
      case Types.DOUBLE -> Double.class;
      case Types.DECIMAL -> BigDecimal.class;
      case Types.CHAR, Types.VARCHAR -> String.class;
      case Types.VARBINARY -> byte[].class;
      case Types.DATE -> LocalDate.class;
      case Types.TIME -> LocalTime.class;
      case Types.TIMESTAMP -> LocalDateTime.class;
      case Types.TIME_WITH_TIMEZONE -> OffsetTime.class;
      case Types.TIMESTAMP_WITH_TIMEZONE -> OffsetDateTime.class;
      case Types.OTHER ->
          switch (name) {
            case "INTERVAL YEAR TO MONTH" -> Period.class;
            case "INTERVAL DAY TO SECOND" -> Duration.class;
            default -> UUID.class;
          };
      default -> throw new IllegalArgumentException("no such type: " + code);
    };
  }
}
