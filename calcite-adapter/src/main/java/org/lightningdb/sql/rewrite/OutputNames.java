package org.lightningdb.sql.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.parser.ast.CopiedTree;

/** Sort keys and the like, written with the names or positions of a query's own columns. */
final class OutputNames {
  private OutputNames() {}

  /** Copies of keys, in terms of what the query reads. */
  static List<SqlNode> resolve(List<SqlNode> keys, SqlSelect select) {
    List<SqlNode> resolved = new ArrayList<>();
    keys.forEach(key -> resolved.add(resolveKey(key, select)));
    return resolved;
  }

  private static SqlNode resolveKey(SqlNode key, SqlSelect select) {
    switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall call = (SqlCall) key;
        return call.getOperator()
            .createCall(call.getParserPosition(), resolveKey(call.operand(0), select));
      }
      case IDENTIFIER -> {
        return CopiedTree.of(named((SqlIdentifier) key, select));
      }
      default -> {
        return CopiedTree.of(
            key instanceof SqlNumericLiteral literal && literal.isInteger()
                ? positioned(literal, select)
                : key);
      }
    }
  }

  private static SqlNode named(SqlIdentifier key, SqlSelect select) {
    if (key.isSimple()) {
      for (SqlNode item : select.getSelectList()) {
        if (item.getKind() == SqlKind.AS
            && ((SqlCall) item).operand(1) instanceof SqlIdentifier alias
            && alias.getSimple().equals(key.getSimple())) {
          return ((SqlCall) item).operand(0);
        }
      }
    }
    return key;
  }

  private static SqlNode positioned(SqlNumericLiteral key, SqlSelect select) {
    int position = key.intValue(true);
    List<SqlNode> items = select.getSelectList();
    int line = key.getParserPosition().getLineNum();
    int column = key.getParserPosition().getColumnNum();
    if (position < 1 || position > items.size()) {
      throw DbException.of(
              SqlState.INVALID_COLUMN_REFERENCE, "position " + position + " is not in select list")
          .atPosition(line, column);
    }
    for (SqlNode item : items.subList(0, position)) {
      if (GroupByAll.isStar(item)) {
        throw DbException.notSupported("a position behind a star, here").atPosition(line, column);
      }
    }
    SqlNode item = items.get(position - 1);
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }
}
