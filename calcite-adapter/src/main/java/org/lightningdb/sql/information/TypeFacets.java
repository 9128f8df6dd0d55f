package org.lightningdb.sql.information;

import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;

/**
 * What the standard and JDBC want to know about a type; null = does not apply or has no limit.
 *
 * @param name the type without precision
 * @param jdbcType the code in {@link Types}
 * @param characters most characters of a text, most bytes of a VARBINARY
 * @param octets most bytes of either
 * @param digits digits of a number
 * @param radix base of those digits
 * @param scale digits after the point of an exact number
 * @param fractionDigits digits of a fraction of a second
 * @param columnSize digits, characters, or the length of a date or time as text
 */
record TypeFacets(
    String name,
    int jdbcType,
    @Nullable Integer characters,
    @Nullable Integer octets,
    @Nullable Integer digits,
    @Nullable Integer radix,
    @Nullable Integer scale,
    @Nullable Integer fractionDigits,
    @Nullable Integer columnSize) {
  private static final int UTF8_BYTES_MAX = 4;
  private static final int DATE_CHARACTERS = 10;
  private static final int TIME_CHARACTERS = 8;
  private static final int OFFSET_CHARACTERS = 6;
  private static final int UUID_CHARACTERS = 36;
  private static final int INTERVAL_CHARACTERS = 28;

  static TypeFacets of(SqlType type) {
    int precision = type.precision();
    return switch (type.kind()) {
      case BOOLEAN ->
          new TypeFacets("BOOLEAN", Types.BOOLEAN, null, null, null, null, null, null, 1);
      case TINYINT -> exact("TINYINT", Types.TINYINT, 3, 0);
      case SMALLINT -> exact("SMALLINT", Types.SMALLINT, 5, 0);
      case INTEGER -> exact("INTEGER", Types.INTEGER, 10, 0);
      case BIGINT -> exact("BIGINT", Types.BIGINT, 19, 0);
      case DECIMAL -> exact("DECIMAL", Types.DECIMAL, precision, type.scale());
      case REAL -> approximate("REAL", Types.REAL, 24);
      case DOUBLE -> approximate("DOUBLE PRECISION", Types.DOUBLE, 53);
      case CHAR -> text("CHAR", Types.CHAR, precision, UTF8_BYTES_MAX);
      case VARCHAR -> text("VARCHAR", Types.VARCHAR, precision, UTF8_BYTES_MAX);
      case VARBINARY -> text("VARBINARY", Types.VARBINARY, precision, 1);
      case DATE -> moment("DATE", Types.DATE, 0, DATE_CHARACTERS);
      case TIME -> moment("TIME", Types.TIME, precision, TIME_CHARACTERS);
      case TIMESTAMP ->
          moment("TIMESTAMP", Types.TIMESTAMP, precision, DATE_CHARACTERS + 1 + TIME_CHARACTERS);
      case TIME_TZ ->
          moment(
              "TIME WITH TIME ZONE",
              Types.TIME_WITH_TIMEZONE,
              precision,
              TIME_CHARACTERS + OFFSET_CHARACTERS);
      case TIMESTAMP_TZ ->
          moment(
              "TIMESTAMP WITH TIME ZONE",
              Types.TIMESTAMP_WITH_TIMEZONE,
              precision,
              DATE_CHARACTERS + 1 + TIME_CHARACTERS + OFFSET_CHARACTERS);
      case INTERVAL_MONTH -> other("INTERVAL YEAR TO MONTH", INTERVAL_CHARACTERS);
      case INTERVAL_DAY -> other("INTERVAL DAY TO SECOND", INTERVAL_CHARACTERS);
      case JSON -> other("JSON", Integer.MAX_VALUE);
      case UUID -> other("UUID", UUID_CHARACTERS);
    };
  }

  private static TypeFacets other(String name, int characters) {
    return new TypeFacets(name, Types.OTHER, null, null, null, null, null, null, characters);
  }

  /** DECIMAL_DIGITS of JDBC: the scale of a number or the fraction of a second. */
  @Nullable Integer decimalDigits() {
    return scale != null ? scale : fractionDigits;
  }

  private static TypeFacets exact(String name, int jdbcType, int digits, int scale) {
    return new TypeFacets(name, jdbcType, null, null, digits, 10, scale, null, digits);
  }

  private static TypeFacets approximate(String name, int jdbcType, int bits) {
    return new TypeFacets(name, jdbcType, null, null, bits, 2, null, null, bits);
  }

  private static TypeFacets text(String name, int jdbcType, int length, int bytesEach) {
    if (length == SqlType.UNBOUNDED) {
      return new TypeFacets(name, jdbcType, null, null, null, null, null, null, Integer.MAX_VALUE);
    }
    int octets = (int) Math.min((long) length * bytesEach, Integer.MAX_VALUE);
    return new TypeFacets(name, jdbcType, length, octets, null, null, null, null, length);
  }

  private static TypeFacets moment(String name, int jdbcType, int fractionDigits, int characters) {
    int size = characters + (fractionDigits == 0 ? 0 : fractionDigits + 1);
    return new TypeFacets(name, jdbcType, null, null, null, null, null, fractionDigits, size);
  }
}
