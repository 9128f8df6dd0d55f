package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Reads numeric literals that must be whole. */
final class WholeNumber {
  private WholeNumber() {}

  /**
   * The value of a numeric literal.
   *
   * @param clause what it belongs to, for the message
   */
  static long of(SqlNode value, String clause) {
    try {
      return ((SqlLiteral) value).bigDecimalValue().longValueExact();
    } catch (ArithmeticException | NullPointerException notWhole) {
      String message = clause + " needs a whole number of at most 64 bits";
      SqlParserPos position = value.getParserPosition();
      throw DbException.of(SqlState.NUMERIC_OUT_OF_RANGE, message, notWhole)
          .atPosition(position.getLineNum(), position.getColumnNum());
    }
  }
}
