package org.lightningdb.sql.rewrite;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.name.QuotedName;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.parser.ast.DescribeStatement;

/**
 * {@code SUMMARIZE} becomes a UNION of one query for each column: its smallest and largest value,
 * how many different ones, average, deviation and quartiles of numbers, rows, percentage of NULLs.
 */
final class SummarizedColumns {
  private static final String NUMBER =
      "%1$d, %2$s, %3$s, CAST(MIN(%4$s) AS VARCHAR), CAST(MAX(%4$s) AS VARCHAR), COUNT(DISTINCT %4$s),"
          + " AVG(CAST(%4$s AS DOUBLE)), STDDEV_SAMP(CAST(%4$s AS DOUBLE)), PERCENTILE_CONT(0.25)"
          + " WITHIN GROUP (ORDER BY CAST(%4$s AS DOUBLE)), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER"
          + " BY CAST(%4$s AS DOUBLE)), PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY CAST(%4$s AS"
          + " DOUBLE)), COUNT(*), CAST(100.0 * (COUNT(*) - COUNT(%4$s)) / NULLIF(COUNT(*), 0) AS"
          + " DECIMAL(5, 2))";
  private static final String OTHER =
      "%1$d, %2$s, %3$s, CAST(MIN(%4$s) AS VARCHAR), CAST(MAX(%4$s) AS VARCHAR), COUNT(DISTINCT %4$s),"
          + " CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE),"
          + " CAST(NULL AS DOUBLE), COUNT(*), CAST(100.0 * (COUNT(*) - COUNT(%4$s)) /"
          + " NULLIF(COUNT(*), 0) AS DECIMAL(5, 2))";
  private static final String COLUMNS =
      "COLUMN_NAME, DATA_TYPE, \"MIN\", \"MAX\", DISTINCT_COUNT, \"AVG\", \"STD\", Q25, Q50, Q75,"
          + " \"COUNT\", NULL_PERCENTAGE";

  private final QueryShape shape;

  SummarizedColumns(QueryShape shape) {
    this.shape = shape;
  }

  SqlNode rewrite(DescribeStatement summarize) {
    boolean table = summarize.subject() instanceof SqlIdentifier;
    SqlNode subject =
        summarize.subject() instanceof SqlIdentifier name
            ? DescribedColumns.allOf(name)
            : summarize.subject();
    StringBuilder union = new StringBuilder();
    List<ResultColumn> columns = shape.columns(subject);
    for (int i = 0; i < columns.size(); i++) {
      ResultColumn column = columns.get(i);
      union
          .append(i == 0 ? "SELECT " : " UNION ALL SELECT ")
          .append(
              String.format(
                  Locale.ROOT,
                  isNumber(column.type()) ? NUMBER : OTHER,
                  i,
                  SqlTexts.literal(column.label()),
                  SqlTexts.literal(column.type().toSql()),
                  "\"S\"." + QuotedName.of(column.label())))
          .append(" FROM \"S\"");
    }
    String source = table ? "SELECT * FROM " + tableText(summarize) : summarize.text();
    return LightningParser.parse(
        "WITH \"S\" AS (\n"
            + source
            + "\n) SELECT "
            + COLUMNS
            + " FROM ("
            + union
            + ") AS \"U\" (\"N\", "
            + COLUMNS
            + ") ORDER BY \"N\"");
  }

  private static String tableText(DescribeStatement summarize) {
    SqlIdentifier name = (SqlIdentifier) summarize.subject();
    return String.join(".", name.names.stream().map(QuotedName::of).toList());
  }

  private static boolean isNumber(SqlType type) {
    return switch (type.kind()) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
      default -> false;
    };
  }
}
