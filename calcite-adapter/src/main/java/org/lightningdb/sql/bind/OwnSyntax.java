package org.lightningdb.sql.bind;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.lightningdb.sql.parser.ast.JsonArrowOperator;
import org.lightningdb.sql.parser.ast.JsonTypeNameSpec;

/**
 * What Calcite has no words for. Literals of times with a zone are casts of their texts: what a
 * text without a zone means is up to the session that executes the plan. A cast to JSON is a
 * function that checks, and {@code x -> 'a'} is no lambda here, wherever it stands.
 */
final class OwnSyntax {
  private static final SqlOperator FORMAT_JSON = SqlStdOperatorTable.JSON_TYPE_OPERATOR;

  private OwnSyntax() {}

  /** The node in words that Calcite has; most nodes as they are. */
  static SqlNode rewrite(SqlNode node) {
    if (node instanceof SqlLambda lambda && lambda.getParameters().size() == 1) {
      return arrow(lambda.getParameters().get(0), lambda.getExpression());
    }
    if (isCastToJson(node)) {
      SqlCall cast = (SqlCall) node;
      return OwnFunctions.JSON_DOCUMENT.createCall(
          cast.getParserPosition(), List.of(cast.operand(0)));
    }
    if (node instanceof SqlCall call && isConstructor(call)) {
      for (int i = 1; i < call.operandCount(); i++) {
        if (call.operand(i) instanceof SqlCall value && yieldsDocument(value)) {
          call.setOperand(
              i, new SqlBasicCall(FORMAT_JSON, List.of(value), value.getParserPosition()));
        }
      }
    }
    if (!(node instanceof SqlUnknownLiteral literal)) {
      return node;
    }
    return switch (literal.tag.toUpperCase(Locale.ROOT)) {
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" ->
          cast(literal, SqlTypeName.TIMESTAMP_TZ);
      case "TIME WITH TIME ZONE" -> cast(literal, SqlTypeName.TIME_TZ);
      default -> node;
    };
  }

  private static boolean isConstructor(SqlCall call) {
    return call.getOperator().equals(SqlStdOperatorTable.JSON_OBJECT)
        || call.getOperator().equals(SqlStdOperatorTable.JSON_ARRAY);
  }

  /** Documents within documents are not quoted. */
  private static boolean yieldsDocument(SqlCall call) {
    return isConstructor(call)
        || call.getOperator().equals(SqlStdOperatorTable.JSON_QUERY)
        || call.getOperator().equals(JsonArrowOperator.DOCUMENT)
        || isCastToJson(call);
  }

  private static boolean isCastToJson(SqlNode node) {
    return node.getKind() == SqlKind.CAST
        && node instanceof SqlCall cast
        && cast.operand(1) instanceof SqlDataTypeSpec spec
        && spec.getTypeNameSpec() instanceof JsonTypeNameSpec;
  }

  /** A lambda's body reaches further to the right than the operand of an arrow. */
  private static SqlNode arrow(SqlNode document, SqlNode body) {
    if (body instanceof SqlBasicCall call && isLooser(call.getOperator())) {
      call.setOperand(0, arrow(document, call.operand(0)));
      return call;
    }
    return JsonArrowOperator.DOCUMENT.createCall(body.getParserPosition(), document, body);
  }

  private static boolean isLooser(SqlOperator operator) {
    return switch (operator.getSyntax()) {
      case BINARY, POSTFIX, SPECIAL ->
          operator.getLeftPrec() <= JsonArrowOperator.DOCUMENT.getLeftPrec();
      default -> false;
    };
  }

  private static SqlNode cast(SqlUnknownLiteral literal, SqlTypeName type) {
    SqlParserPos position = literal.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        position,
        SqlLiteral.createCharString(literal.getValue(), position),
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, position), position));
  }
}
