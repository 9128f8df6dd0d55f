package org.lightningdb.sql.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;

/**
 * Turns what the caller bound into Java values of the plan's parameter types.
 *
 * <p>A parameter that is assigned to a column has that column's type, and is converted as an
 * assignment does: checked and rounded. One that is compared or computed with must not be cut or
 * rounded, or {@code i = 1.5} would find a 2: the planner gives it a type wide enough for any
 * value, and where there is none, a statement that assigns nothing keeps the value exact or refuses
 * it.
 */
final class Parameters {
  /** What a statement does with its parameters. */
  enum Use {
    /** They are only ever assigned to columns. */
    ASSIGNED,
    /** Some may be assigned. */
    EITHER,
    /** None is assigned. */
    COMPARED
  }

  /** Fractional digits of a second that values have. */
  private static final int FRACTION_DIGITS_MAX = 6;

  /** Of a statement without parameters. */
  static final Parameters NONE = new Parameters(List.of(), Use.COMPARED, ZoneOffset.UTC);

  private final List<SqlType> types;
  private final Use use;
  private final ZoneId zone;

  /**
   * @param zone where times without a zone are meant
   */
  Parameters(List<SqlType> types, Use use, ZoneId zone) {
    this.zone = zone;
    this.types = types;
    this.use = use;
  }

  List<@Nullable Object> bind(List<@Nullable Object> given) {
    if (given.size() != types.size()) {
      throw DbException.of(
          SqlState.UNDEFINED_PARAMETER,
          "the statement has " + types.size() + " parameters, " + given.size() + " were given");
    }
    List<@Nullable Object> bound = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      bound.add(convert(given.get(i), types.get(i), i));
    }
    return bound;
  }

  private @Nullable Object convert(@Nullable Object value, SqlType type, int index) {
    if (value == null) {
      return null;
    }
    try {
      return use == Use.COMPARED ? exactly(value, type) : assign(value, type);
    } catch (DbException e) {
      throw DbException.of(e.state(), "parameter " + (index + 1) + ": " + e.text(), e);
    }
  }

  private @Nullable Object assign(Object value, SqlType type) {
    return ValueAssignment.convert(value, type, zone, "", "");
  }

  private @Nullable Object exactly(Object value, SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> whole(value, type);
      case DECIMAL -> decimal(value, type);
      case CHAR, VARCHAR -> assign(value, SqlType.varchar(SqlType.UNBOUNDED));
      case VARBINARY -> assign(value, SqlType.varbinary(SqlType.UNBOUNDED));
      case TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ -> moment(value, type);
      case BOOLEAN, REAL, DOUBLE, DATE, UUID, INTERVAL_MONTH, INTERVAL_DAY, JSON ->
          assign(value, type);
    };
  }

  private @Nullable Object whole(Object value, SqlType type) {
    BigDecimal exact = exact(value);
    if (exact != null && exact.stripTrailingZeros().scale() > 0) {
      throw DbException.of(
          SqlState.INVALID_PARAMETER_VALUE,
          value + " is not a whole number, as " + type + " needs; use CAST(? AS DECIMAL(38, 9))");
    }
    return assign(value, type);
  }

  private @Nullable Object decimal(Object value, SqlType type) {
    BigDecimal exact = exact(value);
    return exact != null ? exact : assign(value, type);
  }

  private @Nullable Object moment(Object value, SqlType type) {
    return assign(value, new SqlType(type.kind(), FRACTION_DIGITS_MAX, 0));
  }

  /** The number that the value stands for; null if it is none. */
  private static @Nullable BigDecimal exact(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Number || value instanceof CharSequence) {
      try {
        return new BigDecimal(value.toString().strip());
      } catch (NumberFormatException notFinite) {
        return null;
      }
    }
    return null;
  }
}
