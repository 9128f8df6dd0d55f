package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A star in a select list without some columns, or with other values for some. */
public final class StarColumns {
  private StarColumns() {}

  public static boolean isStar(SqlNode node) {
    return node instanceof SqlIdentifier identifier && identifier.isStar();
  }

  /** Whether two tokens behind a star belong to it: EXCEPT may also join two queries. */
  public static boolean isChange(String token, String next) {
    return token.equalsIgnoreCase("EXCLUDE")
        || token.equalsIgnoreCase("REPLACE")
        || (token.equalsIgnoreCase("EXCEPT") && next.equals("("));
  }

  public static SqlNode without(SqlNode star, List<SqlNode> names, SqlParserPos position) {
    return new SqlStarExclude(position, (SqlIdentifier) star, new SqlNodeList(names, position));
  }

  public static SqlNode replacing(SqlNode star, List<SqlNode> columns, SqlParserPos position) {
    return new SqlStarReplace(position, (SqlIdentifier) star, new SqlNodeList(columns, position));
  }
}
