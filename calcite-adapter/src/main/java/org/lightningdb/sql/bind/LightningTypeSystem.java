package org.lightningdb.sql.bind;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.lightningdb.index.type.SqlType;

/**
 * How wide types are and what arithmetic yields: decimals of 38 digits, sums and averages wider
 * than their inputs, so that a total never overflows before its last addend.
 */
public final class LightningTypeSystem extends RelDataTypeSystemImpl {
  /** Most fractional digits of TIME and TIMESTAMP that expressions keep. */
  public static final int FRACTIONAL_SECOND_DIGITS_MAX = 6;

  /** Digits an average or a quotient keeps after the point, at least. */
  private static final int QUOTIENT_SCALE_MIN = 6;

  @Override
  public int getMaxPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> SqlType.DECIMAL_PRECISION_MAX;
      case TIME,
          TIMESTAMP,
          TIME_TZ,
          TIMESTAMP_TZ,
          TIME_WITH_LOCAL_TIME_ZONE,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          FRACTIONAL_SECOND_DIGITS_MAX;
      case CHAR, VARCHAR, BINARY, VARBINARY -> SqlType.UNBOUNDED;
      default -> super.getMaxPrecision(typeName);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName typeName) {
    return typeName == SqlTypeName.DECIMAL
        ? SqlType.DECIMAL_PRECISION_MAX
        : super.getMaxScale(typeName);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ -> FRACTIONAL_SECOND_DIGITS_MAX;
      default -> super.getDefaultPrecision(typeName);
    };
  }

  @Override
  public java.math.RoundingMode roundingMode() {
    return java.math.RoundingMode.HALF_UP;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER ->
          nullable(factory, factory.createSqlType(SqlTypeName.BIGINT), argument);
      case BIGINT ->
          nullable(
              factory,
              factory.createSqlType(SqlTypeName.DECIMAL, SqlType.DECIMAL_PRECISION_MAX, 0),
              argument);
      case DECIMAL ->
          nullable(
              factory,
              factory.createSqlType(
                  SqlTypeName.DECIMAL, SqlType.DECIMAL_PRECISION_MAX, argument.getScale()),
              argument);
      case REAL, FLOAT -> nullable(factory, factory.createSqlType(SqlTypeName.DOUBLE), argument);
      default -> argument;
    };
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          nullable(
              factory,
              factory.createSqlType(
                  SqlTypeName.DECIMAL, SqlType.DECIMAL_PRECISION_MAX, QUOTIENT_SCALE_MIN),
              argument);
      case DECIMAL ->
          nullable(
              factory,
              factory.createSqlType(
                  SqlTypeName.DECIMAL,
                  SqlType.DECIMAL_PRECISION_MAX,
                  Math.max(argument.getScale(), QUOTIENT_SCALE_MIN)),
              argument);
      case REAL, FLOAT -> nullable(factory, factory.createSqlType(SqlTypeName.DOUBLE), argument);
      default -> argument;
    };
  }

  /** Variance and its kin are computed as DOUBLE. */
  @Override
  public RelDataType deriveCovarType(
      RelDataTypeFactory factory, RelDataType first, RelDataType second) {
    return nullable(factory, factory.createSqlType(SqlTypeName.DOUBLE), first);
  }

  private static RelDataType nullable(
      RelDataTypeFactory factory, RelDataType type, RelDataType like) {
    return factory.createTypeWithNullability(type, like.isNullable());
  }
}
