package org.lightningdb.sql.lower.expression;

import java.math.BigDecimal;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.bind.LiteralValues;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.plan.NotCoveredException;

/** Literals as constants. */
public final class Literals {
  private Literals() {}

  /**
   * The literal as a constant of its own type.
   *
   * @throws NotCoveredException for literals that nothing can be computed with
   */
  public static Constant constant(RexLiteral literal) {
    return new Constant(
        value(literal, TypeMapping.toComputedType(literal.getType())), typeOf(literal));
  }

  private static SqlType typeOf(RexLiteral literal) {
    return TypeMapping.toComputedType(literal.getType());
  }

  /** The literal's Java value in a type; null for NULL. */
  public static @Nullable Object value(RexLiteral literal, SqlType type) {
    if (literal.isNull()) {
      return null;
    }
    Object value =
        SqlTypeName.INTERVAL_TYPES.contains(literal.getType().getSqlTypeName())
            ? literal.getValueAs(BigDecimal.class)
            : LiteralValues.toJava(literal);
    if (value == null) {
      throw new NotCoveredException("literal " + literal);
    }
    return ValueAssignment.convert(value, type, "", "");
  }
}
