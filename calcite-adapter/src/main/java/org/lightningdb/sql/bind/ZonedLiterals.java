package org.lightningdb.sql.bind;

import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Literals of times with a zone. They are casts of their texts: what a text without a zone means is
 * up to the session that executes the plan.
 */
final class ZonedLiterals {
  private ZonedLiterals() {}

  /** The literal as a cast; other nodes as they are. */
  static SqlNode toCast(SqlNode node) {
    if (!(node instanceof SqlUnknownLiteral literal)) {
      return node;
    }
    return switch (literal.tag.toUpperCase(Locale.ROOT)) {
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" ->
          cast(literal, SqlTypeName.TIMESTAMP_TZ);
      case "TIME WITH TIME ZONE" -> cast(literal, SqlTypeName.TIME_TZ);
      default -> node;
    };
  }

  private static SqlNode cast(SqlUnknownLiteral literal, SqlTypeName type) {
    SqlParserPos position = literal.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        position,
        SqlLiteral.createCharString(literal.getValue(), position),
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, position), position));
  }
}
