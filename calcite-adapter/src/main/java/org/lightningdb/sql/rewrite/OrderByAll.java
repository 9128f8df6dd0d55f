package org.lightningdb.sql.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.parser.ast.AllItems;

/** {@code ORDER BY ALL} becomes the positions of all columns, each in the direction given. */
final class OrderByAll {
  private OrderByAll() {}

  static void rewrite(SqlOrderBy ordered, QueryShape shape) {
    SqlNodeList keys = ordered.orderList;
    SqlNode mark = keys.stream().filter(key -> AllItems.isMark(bare(key))).findFirst().orElse(null);
    if (mark == null) {
      return;
    }
    if (keys.size() > 1) {
      throw DbException.of(SqlState.SYNTAX_ERROR, "ORDER BY ALL takes no other keys")
          .atPosition(
              bare(mark).getParserPosition().getLineNum(),
              bare(mark).getParserPosition().getColumnNum());
    }
    List<SqlNode> positions = new ArrayList<>();
    for (int i = 1; i <= shape.columns(ordered.query).size(); i++) {
      positions.add(replace(mark, i));
    }
    keys.clear();
    keys.addAll(positions);
  }

  /** A sort key without its direction. */
  static SqlNode bare(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> bare(((SqlCall) key).operand(0));
      default -> key;
    };
  }

  private static SqlNode replace(SqlNode key, int position) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) key;
        yield call.getOperator()
            .createCall(call.getParserPosition(), replace(call.operand(0), position));
      }
      default -> SqlLiteral.createExactNumeric(Integer.toString(position), key.getParserPosition());
    };
  }
}
