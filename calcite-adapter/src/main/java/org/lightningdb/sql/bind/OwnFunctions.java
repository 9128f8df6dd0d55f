package org.lightningdb.sql.bind;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions that the planner puts into queries. No statement can name them. */
public final class OwnFunctions {
  /** A text without its trailing blanks, for comparisons of CHAR values. */
  public static final SqlOperator TRIM_BLANKS =
      new SqlFunction(
          "TRIM_BLANKS",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0_NULLABLE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.CHARACTER,
          SqlFunctionCategory.STRING);

  /** CAST to JSON: the text itself if it is a document, else an error. */
  static final SqlOperator JSON_DOCUMENT =
      new SqlFunction(
          "JSON_DOCUMENT",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0_NULLABLE,
          InferTypes.VARCHAR_1024,
          OperandTypes.CHARACTER,
          SqlFunctionCategory.STRING);

  /** The moment when the statement began. */
  static final SqlOperator NOW =
      new SqlFunction(
          "NOW",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(
              SqlTypeName.TIMESTAMP_TZ, LightningTypeSystem.FRACTIONAL_SECOND_DIGITS_MAX),
          null,
          OperandTypes.NILADIC,
          SqlFunctionCategory.TIMEDATE) {
        @Override
        public boolean isDynamicFunction() {
          return true;
        }
      };

  private OwnFunctions() {}

  /** What {@link #TRIM_BLANKS} yields for a text. */
  public static String trimBlanks(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
