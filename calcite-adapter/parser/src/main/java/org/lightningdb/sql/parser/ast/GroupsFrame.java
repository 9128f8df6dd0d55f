package org.lightningdb.sql.parser.ast;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * {@code GROUPS BETWEEN …}, which Calcite's windows do not know. The grammar writes a ROWS frame
 * whose first sort key is an operand of {@link #KEY}; the planner finds it and counts groups of
 * equal keys instead of rows.
 */
public final class GroupsFrame {
  /** Marks the first sort key; its value is that of its operand. */
  public static final SqlFunction KEY = new Key();

  /** No table of operators has it, so that no text can call it. */
  private static final class Key extends SqlFunction {
    Key() {
      super(
          "$GROUPS",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return validator.deriveType(scope, call.operand(0));
    }
  }

  private GroupsFrame() {}

  /**
   * The sort keys, marked.
   *
   * @throws DbException 42601 if there are none
   */
  public static SqlNodeList mark(SqlNodeList keys, SqlParserPos position) {
    if (keys.isEmpty()) {
      throw DbException.of(SqlState.SYNTAX_ERROR, "GROUPS needs ORDER BY in the same window")
          .atPosition(position.getLineNum(), position.getColumnNum());
    }
    List<SqlNode> marked = new ArrayList<>(keys);
    marked.set(0, mark(keys.get(0)));
    return new SqlNodeList(marked, keys.getParserPosition());
  }

  private static SqlNode mark(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) key;
        yield call.getOperator()
            .createCall(call.getParserPosition(), mark(call.getOperandList().get(0)));
      }
      default -> KEY.createCall(key.getParserPosition(), key);
    };
  }
}
