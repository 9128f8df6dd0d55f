package org.lightningdb.jdbc.result;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import org.lightningdb.jdbc.link.LinkType;

/** What java.sql wants to know about a type. */
public final class JdbcType {
  private static final int DATE_SIZE = 10;
  private static final int TIME_SIZE = 8;
  private static final int OFFSET_SIZE = 6;
  private static final int UUID_SIZE = 36;

  private JdbcType() {}

  /** The class {@code getObject} returns, by the table in the JDBC specification. */
  public static Class<?> objectClass(LinkType type) {
    return switch (type.code()) {
      case Types.BOOLEAN -> Boolean.class;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Integer.class;
      case Types.BIGINT -> Long.class;
      case Types.REAL -> Float.class;
      case Types.DOUBLE -> Double.class;
      case Types.DECIMAL -> BigDecimal.class;
      case Types.VARBINARY -> byte[].class;
      case Types.DATE -> Date.class;
      case Types.TIME -> Time.class;
      case Types.TIMESTAMP -> Timestamp.class;
      case Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE, Types.OTHER -> type.javaClass();
      default -> String.class;
    };
  }

  /** Digits of a number, characters of a text or a time, bytes. */
  public static int precision(LinkType type) {
    return switch (type.code()) {
      case Types.BOOLEAN -> 1;
      case Types.TINYINT -> 3;
      case Types.SMALLINT -> 5;
      case Types.INTEGER -> 10;
      case Types.BIGINT -> 19;
      case Types.REAL -> 24;
      case Types.DOUBLE -> 53;
      case Types.DATE -> DATE_SIZE;
      case Types.TIME -> TIME_SIZE + fraction(type);
      case Types.TIMESTAMP -> DATE_SIZE + 1 + TIME_SIZE + fraction(type);
      case Types.TIME_WITH_TIMEZONE -> TIME_SIZE + fraction(type) + OFFSET_SIZE;
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          DATE_SIZE + 1 + TIME_SIZE + fraction(type) + OFFSET_SIZE;
      case Types.OTHER -> UUID_SIZE;
      default -> type.precision();
    };
  }

  /** Digits after the point of a number, or of a second. */
  public static int scale(LinkType type) {
    return switch (type.code()) {
      case Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE ->
          type.precision();
      default -> type.scale();
    };
  }

  /** Most characters of a value as text. */
  public static int displaySize(LinkType type) {
    return switch (type.code()) {
      case Types.BOOLEAN -> 5;
      case Types.TINYINT -> 4;
      case Types.SMALLINT -> 6;
      case Types.INTEGER -> 11;
      case Types.BIGINT -> 20;
      case Types.REAL -> 15;
      case Types.DOUBLE -> 25;
      case Types.DECIMAL -> type.precision() + 2;
      case Types.VARBINARY -> (int) Math.min(Integer.MAX_VALUE, 2L * type.precision());
      default -> precision(type);
    };
  }

  public static boolean signed(LinkType type) {
    return switch (type.code()) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }

  public static boolean text(LinkType type) {
    return type.code() == Types.CHAR || type.code() == Types.VARCHAR;
  }

  private static int fraction(LinkType type) {
    return type.precision() == 0 ? 0 : type.precision() + 1;
  }
}
