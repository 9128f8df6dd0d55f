package org.lightningdb.sql.parser.ast;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * {@code value AT TIME ZONE zone}: the moment when clocks of the zone show a time without one, or
 * what they show at a moment. {@code AT LOCAL} has LOCAL for the zone.
 */
public final class AtTimeZoneOperator extends SqlBinaryOperator {
  public static final AtTimeZoneOperator INSTANCE = new AtTimeZoneOperator();

  /** Binds tighter than arithmetic, less than a cast. */
  private static final int PRECEDENCE = 72;

  private AtTimeZoneOperator() {
    super("AT TIME ZONE", SqlKind.OTHER, PRECEDENCE, true, null, InferTypes.VARCHAR_1024, null);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataTypeFactory factory = binding.getTypeFactory();
    RelDataType value = binding.getOperandType(0);
    boolean nullable = value.isNullable() || binding.getOperandType(1).isNullable();
    SqlTypeName name =
        switch (value.getSqlTypeName()) {
          case TIMESTAMP_TZ -> SqlTypeName.TIMESTAMP;
          case TIME, TIME_TZ -> SqlTypeName.TIME_TZ;
          default -> SqlTypeName.TIMESTAMP_TZ;
        };
    RelDataType type =
        value.getSqlTypeName() == SqlTypeName.DATE
            ? factory.createSqlType(name, 0)
            : factory.createSqlType(name, value.getPrecision());
    return factory.createTypeWithNullability(type, nullable);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    boolean possible =
        SqlTypeUtil.isDatetime(binding.getOperandType(0))
            && SqlTypeUtil.inCharFamily(binding.getOperandType(1));
    if (!possible && throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return possible;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.of(2);
  }

  @Override
  public String getAllowedSignatures(String name) {
    return "<DATETIME> AT TIME ZONE <CHARACTER>";
  }

  /** The session's zone may decide. */
  @Override
  public boolean isDynamicFunction() {
    return true;
  }
}
