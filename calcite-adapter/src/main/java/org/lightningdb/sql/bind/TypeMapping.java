package org.lightningdb.sql.bind;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;

/** Our types as Calcite's and back. */
public final class TypeMapping {
  private static final int DAYS_DIGITS = 9;
  private static final SqlIntervalQualifier MONTHS =
      new SqlIntervalQualifier(TimeUnit.YEAR, DAYS_DIGITS, TimeUnit.MONTH, -1, SqlParserPos.ZERO);
  private static final SqlIntervalQualifier DAYS =
      new SqlIntervalQualifier(
          TimeUnit.DAY,
          DAYS_DIGITS,
          TimeUnit.SECOND,
          LightningTypeSystem.FRACTIONAL_SECOND_DIGITS_MAX,
          SqlParserPos.ZERO);

  private TypeMapping() {}

  /** The Calcite type of values of {@code type}. */
  public static RelDataType toCalcite(RelDataTypeFactory factory, SqlType type, boolean nullable) {
    RelDataType base =
        switch (type.kind()) {
          case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
          case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
          case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
          case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
          case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
          case REAL -> factory.createSqlType(SqlTypeName.REAL);
          case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
          case DECIMAL ->
              factory.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
          case CHAR -> factory.createSqlType(SqlTypeName.CHAR, type.precision());
          case VARCHAR -> lengthy(factory, SqlTypeName.VARCHAR, type.precision());
          case VARBINARY -> lengthy(factory, SqlTypeName.VARBINARY, type.precision());
          case DATE -> factory.createSqlType(SqlTypeName.DATE);
          case TIME -> factory.createSqlType(SqlTypeName.TIME, type.precision());
          case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, type.precision());
          case TIME_TZ -> factory.createSqlType(SqlTypeName.TIME_TZ, type.precision());
          case TIMESTAMP_TZ -> factory.createSqlType(SqlTypeName.TIMESTAMP_TZ, type.precision());
          case UUID -> factory.createSqlType(SqlTypeName.UUID);
          case INTERVAL_MONTH -> factory.createSqlIntervalType(MONTHS);
          case INTERVAL_DAY -> factory.createSqlIntervalType(DAYS);
          case JSON -> factory.createSqlType(SqlTypeName.VARCHAR);
        };
    return factory.createTypeWithNullability(base, nullable);
  }

  private static RelDataType lengthy(RelDataTypeFactory factory, SqlTypeName name, int length) {
    return length == SqlType.UNBOUNDED
        ? factory.createSqlType(name)
        : factory.createSqlType(name, length);
  }

  /**
   * Our type for values of a Calcite type.
   *
   * @throws DbException FEATURE_NOT_SUPPORTED for types that no column and no result can have
   */
  public static SqlType toSqlType(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> SqlType.of(TypeKind.BOOLEAN);
      case TINYINT -> SqlType.of(TypeKind.TINYINT);
      case SMALLINT -> SqlType.of(TypeKind.SMALLINT);
      case INTEGER -> SqlType.of(TypeKind.INTEGER);
      case BIGINT -> SqlType.of(TypeKind.BIGINT);
      case REAL -> SqlType.of(TypeKind.REAL);
      case FLOAT, DOUBLE -> SqlType.of(TypeKind.DOUBLE);
      case DECIMAL -> SqlType.decimal(type.getPrecision(), type.getScale());
      case CHAR -> SqlType.character(type.getPrecision());
      case VARCHAR -> SqlType.varchar(length(type));
      case BINARY, VARBINARY -> SqlType.varbinary(length(type));
      case DATE -> SqlType.of(TypeKind.DATE);
      case TIME -> new SqlType(TypeKind.TIME, fraction(type), 0);
      case TIMESTAMP -> new SqlType(TypeKind.TIMESTAMP, fraction(type), 0);
      case TIME_TZ -> new SqlType(TypeKind.TIME_TZ, fraction(type), 0);
      case TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          new SqlType(TypeKind.TIMESTAMP_TZ, fraction(type), 0);
      case UUID -> SqlType.of(TypeKind.UUID);
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH ->
          SqlType.of(TypeKind.INTERVAL_MONTH);
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          SqlType.of(TypeKind.INTERVAL_DAY);
      case NULL -> SqlType.varchar(SqlType.UNBOUNDED);
      default -> throw DbException.notSupported("a value of type " + type.getSqlTypeName());
    };
  }

  /**
   * The type in which values of a Calcite type are computed: that of {@link #toSqlType}, and for
   * intervals an exact number that vectors keep as they keep the interval. Intervals of years and
   * months are a BIGINT number of months; those of days and seconds a DECIMAL(18, 3) number of
   * milliseconds, which vectors keep as microseconds.
   *
   * @throws DbException FEATURE_NOT_SUPPORTED for types without such a form
   */
  public static SqlType toComputedType(RelDataType type) {
    if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName())) {
      return SqlType.of(TypeKind.BIGINT);
    }
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName())
        ? SqlType.decimal(SqlType.DECIMAL_LONG_PRECISION_MAX, 3)
        : toSqlType(type);
  }

  private static int length(RelDataType type) {
    int precision = type.getPrecision();
    return precision < 0 ? SqlType.UNBOUNDED : precision;
  }

  private static int fraction(RelDataType type) {
    int precision = type.getPrecision();
    return precision < 0 ? LightningTypeSystem.FRACTIONAL_SECOND_DIGITS_MAX : precision;
  }
}
