package org.lightningdb.sql.bind;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;

/**
 * A parameter in the place of a literal that is compared: it has the literal's own type and is
 * never NULL, so that the statement is validated just as with the literal.
 */
public final class LiteralParameter extends SqlDynamicParam {
  private final SqlType type;

  private LiteralParameter(SqlDynamicParam parameter, SqlType type) {
    super(parameter.getIndex(), parameter.getParserPosition());
    this.type = type;
  }

  /** The literal's type. */
  public SqlType type() {
    return type;
  }

  /** Which type the parameter with a number has. */
  public interface Types {
    /** The type, or null if the parameter stays an ordinary one. */
    @Nullable SqlType of(int index);
  }

  /** Puts literal parameters in the place of operands of calls that are ordinary parameters. */
  public static void replaceOperands(SqlNode statement, Types types) {
    statement.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            for (int i = 0; i < call.operandCount(); i++) {
              if (call.getOperandList().get(i) instanceof SqlDynamicParam parameter) {
                SqlType type = types.of(parameter.getIndex());
                if (type != null) {
                  call.setOperand(i, new LiteralParameter(parameter, type));
                }
              }
            }
            return super.visit(call);
          }
        });
  }
}
