package org.lightningdb.sql.bind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Functions that the planner puts in the place of Calcite's where those give wrong answers. No
 * statement can name them.
 */
public final class OwnFunctions {
  /** {@code dividend / divisor}, rounded half up to the scale that is the third operand. */
  public static final SqlOperator DECIMAL_DIVIDE =
      function(
          "DECIMAL_DIVIDE",
          "divide",
          List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC),
          List.of(BigDecimal.class, BigDecimal.class, int.class));

  /** Division of doubles that does not answer infinity for a zero divisor but fails. */
  public static final SqlOperator DOUBLE_DIVIDE =
      function(
          "DOUBLE_DIVIDE",
          "divideDoubles",
          List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC),
          List.of(Double.class, Double.class));

  /** A text without its trailing blanks, for comparisons of CHAR values. */
  public static final SqlOperator TRIM_BLANKS =
      function(
          "TRIM_BLANKS", "trimBlanks", List.of(SqlTypeFamily.CHARACTER), List.of(String.class));

  private OwnFunctions() {}

  private static SqlOperator function(
      String name, String method, List<SqlTypeFamily> families, List<Class<?>> parameters) {
    return new SqlUserDefinedFunction(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0_NULLABLE,
        InferTypes.FIRST_KNOWN,
        OperandTypes.operandMetadata(
            families,
            types -> parameters.stream().<RelDataType>map(types::createJavaType).toList(),
            index -> "operand" + index,
            index -> false),
        Objects.requireNonNull(ScalarFunctionImpl.create(OwnFunctions.class, method)));
  }

  /** Called by generated code. */
  public static @Nullable BigDecimal divide(
      @Nullable BigDecimal dividend, @Nullable BigDecimal divisor, int scale) {
    if (dividend == null || divisor == null) {
      return null;
    }
    return dividend.divide(divisor, scale, RoundingMode.HALF_UP);
  }

  /** Called by generated code. */
  public static @Nullable Double divideDoubles(
      @Nullable Double dividend, @Nullable Double divisor) {
    if (dividend == null || divisor == null) {
      return null;
    }
    if (divisor == 0) {
      throw new ArithmeticException("/ by zero");
    }
    return dividend / divisor;
  }

  /** Called by generated code. */
  public static @Nullable String trimBlanks(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
