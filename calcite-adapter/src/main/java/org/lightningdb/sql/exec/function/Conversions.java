package org.lightningdb.sql.exec.function;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.expression.RowFunction;

/**
 * CAST, for what has no kernel. Text and byte strings are cut to the length, fractions of a second
 * are rounded; anything else that does not fit is an error, text longer than its type included.
 */
public final class Conversions {
  private Conversions() {}

  /** The function that converts; null if such values are not converted. */
  public static @Nullable RowFunction make(SqlType from, SqlType to) {
    if (!isPossible(from, to)) {
      return null;
    }
    if (from.kind() == TypeKind.TIME && to.kind() == TypeKind.TIMESTAMP) {
      return (context, arguments) ->
          arguments[0] instanceof LocalTime time
              ? assigned(
                  SessionFunctions.now(context).toLocalDate().atTime(time), to, context.zone())
              : null;
    }
    return (context, arguments) -> {
      Object value = arguments[0];
      return value == null ? null : convert(value, from, to, context.zone());
    };
  }

  private static boolean isPossible(SqlType from, SqlType to) {
    if (isText(from) || isText(to)) {
      return true;
    }
    return switch (to.kind()) {
      case BOOLEAN -> from.kind() == TypeKind.BOOLEAN || isExactNumber(from);
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE ->
          isNumber(from) || from.kind() == TypeKind.BOOLEAN;
      case CHAR, VARCHAR -> true;
      case VARBINARY -> from.kind() == TypeKind.VARBINARY || from.kind() == TypeKind.UUID;
      case UUID -> from.kind() == TypeKind.VARBINARY;
      case INTERVAL_MONTH, INTERVAL_DAY, JSON -> false;
      case DATE -> from.kind() == TypeKind.DATE || isMoment(from);
      case TIME, TIME_TZ -> isTime(from) || isMoment(from);
      case TIMESTAMP ->
          from.kind() == TypeKind.DATE || from.kind() == TypeKind.TIME || isMoment(from);
      case TIMESTAMP_TZ -> from.kind() == TypeKind.DATE || isMoment(from);
    };
  }

  private static boolean isMoment(SqlType type) {
    return type.kind() == TypeKind.TIMESTAMP || type.kind() == TypeKind.TIMESTAMP_TZ;
  }

  private static boolean isTime(SqlType type) {
    return type.kind() == TypeKind.TIME || type.kind() == TypeKind.TIME_TZ;
  }

  private static boolean isText(SqlType type) {
    return type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARCHAR;
  }

  private static boolean isNumber(SqlType type) {
    return isExactNumber(type) || type.kind() == TypeKind.REAL || type.kind() == TypeKind.DOUBLE;
  }

  private static boolean isExactNumber(SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> true;
      default -> false;
    };
  }

  /** The value as one of the other type; the types are as {@link #make} allows them. */
  static Object convert(Object value, SqlType from, SqlType to, ZoneId zone) {
    Object converted =
        switch (to.kind()) {
          case BOOLEAN ->
              value instanceof Number number ? isTrue(number) : assigned(value, to, zone);
          case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> number(value, to);
          case CHAR, VARCHAR -> text(value, from, to, zone);
          case VARBINARY -> bytes(value, to);
          case DATE,
              UUID,
              INTERVAL_MONTH,
              INTERVAL_DAY,
              JSON,
              TIME,
              TIMESTAMP,
              TIME_TZ,
              TIMESTAMP_TZ ->
              assigned(value, to, zone);
        };
    return converted;
  }

  private static Object assigned(Object value, SqlType to, ZoneId zone) {
    return Objects.requireNonNull(ValueAssignment.convert(value, to, zone, "", ""));
  }

  private static boolean isTrue(Number number) {
    return Exact.toDecimal(number).signum() != 0;
  }

  private static Object number(Object value, SqlType to) {
    if (value instanceof Boolean truth) {
      return Exact.number(truth ? 1 : 0, to);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = Exact.toDouble(value);
      return to.kind() == TypeKind.DOUBLE || to.kind() == TypeKind.REAL
          ? Exact.number(number, to)
          : Exact.number(new BigDecimal(Exact.finite(number)), to);
    }
    return assigned(value instanceof String text ? text.strip() : value, to, ZoneOffset.UTC);
  }

  private static String text(Object value, SqlType from, SqlType to, ZoneId zone) {
    String text = TextForms.of(value, from, zone);
    String trimmed =
        from.kind() == TypeKind.CHAR && to.kind() == TypeKind.VARCHAR ? text : stripped(text, to);
    int length = trimmed.codePointCount(0, trimmed.length());
    if (length > to.precision()) {
      if (!isText(from)) {
        throw DbException.of(
            SqlState.STRING_RIGHT_TRUNCATION, "'" + trimmed + "' is too long for " + to.toSql());
      }
      trimmed = trimmed.substring(0, trimmed.offsetByCodePoints(0, to.precision()));
    }
    return to.kind() == TypeKind.CHAR ? VectorValues.pad(trimmed, to.precision()) : trimmed;
  }

  private static String stripped(String text, SqlType to) {
    return to.kind() == TypeKind.CHAR ? text.replaceFirst(" +$", "") : text;
  }

  private static byte[] bytes(Object value, SqlType to) {
    byte[] content =
        value instanceof String text
            ? text.getBytes(StandardCharsets.UTF_8)
            : value instanceof UUID id
                ? VectorValues.toBytes(id, SqlType.of(TypeKind.UUID))
                : (byte[]) value;
    return content.length > to.precision() ? Arrays.copyOf(content, to.precision()) : content;
  }
}
