package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** PostgreSQL's access to a member or an element of a JSON document, as JSON or as text. */
public final class JsonArrowOperator extends SqlBinaryOperator {
  public static final JsonArrowOperator DOCUMENT = new JsonArrowOperator("->");
  public static final JsonArrowOperator TEXT = new JsonArrowOperator("->>");

  /** Binds less than arithmetic, tighter than comparisons. */
  private static final int PRECEDENCE = 36;

  private JsonArrowOperator(String name) {
    super(
        name,
        SqlKind.OTHER,
        PRECEDENCE,
        true,
        ReturnTypes.explicit(SqlTypeName.VARCHAR).andThen(SqlTypeTransforms.FORCE_NULLABLE),
        null,
        OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER)
            .or(OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER)));
  }
}
