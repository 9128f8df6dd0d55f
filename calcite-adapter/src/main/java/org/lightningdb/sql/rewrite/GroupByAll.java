package org.lightningdb.sql.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.parser.ast.AllItems;
import org.lightningdb.sql.parser.ast.StarColumns;

/**
 * {@code GROUP BY ALL} becomes the positions of the columns without an aggregate function; values
 * that are the same for every row are left out.
 */
final class GroupByAll {
  private GroupByAll() {}

  static void rewrite(SqlSelect select) {
    SqlNodeList groups = select.getGroup();
    if (groups == null || groups.size() != 1 || !AllItems.isMark(groups.get(0))) {
      return;
    }
    SqlParserPos position = groups.get(0).getParserPosition();
    List<SqlNode> keys = new ArrayList<>();
    List<SqlNode> items = select.getSelectList();
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      if (isStar(item)) {
        throw DbException.notSupported("GROUP BY ALL with a star among the columns")
            .atPosition(position.getLineNum(), position.getColumnNum());
      }
      if (ItemContent.of(item) == ItemContent.ROW) {
        keys.add(SqlLiteral.createExactNumeric(Integer.toString(i + 1), position));
      }
    }
    if (keys.isEmpty()) {
      keys.add(new SqlNodeList(position));
    }
    select.setGroupBy(new SqlNodeList(keys, position));
  }

  static boolean isStar(SqlNode item) {
    return StarColumns.isStar(item)
        || item instanceof SqlStarExclude
        || item instanceof SqlStarReplace;
  }
}
