package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;

/** {@code DISTINCT ON (keys)}, kept where QUALIFY stands: a call of the keys. */
public final class DistinctOn {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("DISTINCT ON", SqlKind.OTHER);

  private DistinctOn() {}

  public static SqlCall of(List<SqlNode> keys, SqlParserPos position) {
    return OPERATOR.createCall(position, keys);
  }

  public static boolean is(@Nullable SqlNode qualify) {
    return qualify instanceof SqlCall call && call.getOperator().equals(OPERATOR);
  }

  /**
   * What stands for QUALIFY in a query with either, or neither.
   *
   * @throws DbException 0A000 for both
   */
  public static @Nullable SqlNode qualify(@Nullable SqlNode distinctOn, @Nullable SqlNode qualify) {
    if (distinctOn == null) {
      return qualify;
    }
    if (qualify != null) {
      SqlParserPos position = distinctOn.getParserPosition();
      throw DbException.notSupported("DISTINCT ON with QUALIFY")
          .atPosition(position.getLineNum(), position.getColumnNum());
    }
    return distinctOn;
  }
}
