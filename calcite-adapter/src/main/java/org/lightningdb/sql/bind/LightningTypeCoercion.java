package org.lightningdb.sql.bind;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Implicit conversions. A text that is compared with a UUID is read as one, and intervals are
 * compared as they are.
 */
final class LightningTypeCoercion extends TypeCoercionImpl {
  LightningTypeCoercion(RelDataTypeFactory typeFactory, SqlValidator validator) {
    super(typeFactory, validator);
  }

  @Override
  public @Nullable RelDataType commonTypeForBinaryComparison(
      @Nullable RelDataType left, @Nullable RelDataType right) {
    if (left != null && right != null) {
      if (SqlTypeUtil.isInterval(left) && SqlTypeUtil.isInterval(right)) {
        return null;
      }
      if (isId(left) && SqlTypeUtil.isCharacter(right)) {
        return nullable(left, right);
      }
      if (isId(right) && SqlTypeUtil.isCharacter(left)) {
        return nullable(right, left);
      }
    }
    return super.commonTypeForBinaryComparison(left, right);
  }

  private static boolean isId(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.UUID;
  }

  private RelDataType nullable(RelDataType type, RelDataType other) {
    return factory.createTypeWithNullability(type, type.isNullable() || other.isNullable());
  }
}
