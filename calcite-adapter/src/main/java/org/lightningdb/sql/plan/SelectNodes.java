package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Makes syntax trees of queries that stand in no text. */
public final class SelectNodes {
  private SelectNodes() {}

  public static SqlSelect select(List<SqlNode> items, SqlNode from, @Nullable SqlNode condition) {
    return new SqlSelect(
        SqlParserPos.ZERO,
        null,
        new SqlNodeList(items, SqlParserPos.ZERO),
        from,
        condition,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
