package org.lightningdb.sql.parser.ast;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * The number of rows in {@code FETCH FIRST n ROWS WITH TIES}: a call of n, kept behind the last
 * sort key.
 */
public final class WithTies {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("WITH TIES", SqlKind.OTHER);

  private WithTies() {}

  public static SqlCall of(SqlNode rows, SqlParserPos position) {
    return OPERATOR.createCall(position, rows);
  }

  /**
   * An ordered query; a fetch with ties moves to the sort keys.
   *
   * @throws DbException 42601 for ties without sort keys
   */
  public static SqlOrderBy order(
      SqlParserPos position,
      SqlNode query,
      @Nullable SqlNodeList keys,
      @Nullable SqlNode offset,
      @Nullable SqlNode fetch) {
    if (fetch == null || !is(fetch)) {
      return new SqlOrderBy(
          position, query, keys == null ? SqlNodeList.EMPTY : keys, offset, fetch);
    }
    if (keys == null) {
      SqlParserPos place = fetch.getParserPosition();
      throw DbException.of(
              SqlState.SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause")
          .atPosition(place.getLineNum(), place.getColumnNum());
    }
    List<SqlNode> withTies = new ArrayList<>(keys);
    withTies.add(fetch);
    return new SqlOrderBy(
        position, query, new SqlNodeList(withTies, keys.getParserPosition()), offset, null);
  }

  /** Whether a sort key is none, but stands for ties. */
  public static boolean is(@Nullable SqlNode key) {
    return key instanceof SqlCall call && call.getOperator().equals(OPERATOR);
  }
}
