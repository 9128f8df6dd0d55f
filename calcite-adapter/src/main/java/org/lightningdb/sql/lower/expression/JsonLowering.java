package org.lightningdb.sql.lower.expression;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.RowWiseCall;
import org.lightningdb.sql.exec.function.JsonConstructors;

/** JSON_OBJECT and JSON_ARRAY, whose operands are values or documents. */
final class JsonLowering {
  private JsonLowering() {}

  /** Null if it is another function. */
  static @Nullable Expression lower(RexCall call, ExpressionLowering.Scope scope) {
    boolean object = call.getOperator().equals(SqlStdOperatorTable.JSON_OBJECT);
    if (!object && !call.getOperator().equals(SqlStdOperatorTable.JSON_ARRAY)) {
      return null;
    }
    List<Expression> arguments = new ArrayList<>();
    List<Boolean> documents = new ArrayList<>();
    for (RexNode operand : call.getOperands().subList(1, call.getOperands().size())) {
      boolean document = false;
      RexNode value = operand;
      while (value instanceof RexCall wrapping && isWrapping(wrapping)) {
        document |= !wrapping.isA(SqlKind.CAST);
        value = wrapping.getOperands().get(0);
      }
      if (RexUtil.isNullLiteral(value, true)) {
        arguments.add(new Constant(null, SqlType.varchar(SqlType.UNBOUNDED)));
      } else if (ExpressionLowering.isScalar(value)) {
        arguments.add(scope.lower(value));
      } else {
        return null;
      }
      documents.add(document);
    }
    boolean absent = "ABSENT_ON_NULL".equals(RowWiseLowering.flag(call.getOperands().get(0)));
    List<SqlType> types = arguments.stream().map(Expression::type).toList();
    return new RowWiseCall(
        object
            ? JsonConstructors.object(types, documents, absent)
            : JsonConstructors.array(types, documents, absent),
        arguments,
        TypeMapping.toComputedType(call.getType()),
        false);
  }

  /** FORMAT JSON, or a cast to any type. */
  private static boolean isWrapping(RexCall call) {
    return call.isA(SqlKind.JSON_TYPE)
        || call.isA(SqlKind.JSON_VALUE_EXPRESSION)
        || (call.isA(SqlKind.CAST) && call.getType().getSqlTypeName() == SqlTypeName.ANY);
  }
}
