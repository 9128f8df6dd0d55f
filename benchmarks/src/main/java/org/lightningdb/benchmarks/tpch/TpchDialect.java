package org.lightningdb.benchmarks.tpch;

import java.util.regex.Pattern;
import org.lightningdb.benchmarks.jdbc.JdbcPeer;

/** How an engine wants what it does not understand in standard SQL. */
final class TpchDialect {
  private static final Pattern DATE = Pattern.compile("DATE ('\\d{4}-\\d\\d-\\d\\d')");
  private static final Pattern YEAR = Pattern.compile("EXTRACT\\(YEAR FROM (\\w+)\\)");
  private static final Pattern PART =
      Pattern.compile("SUBSTRING\\((\\w+) FROM (\\d+) FOR (\\d+)\\)");
  private static final Pattern FIRST = Pattern.compile("FETCH FIRST (\\d+) ROWS ONLY");

  private TpchDialect() {}

  static String rewrite(JdbcPeer peer, String sql) {
    if (peer != JdbcPeer.SQLITE) {
      return sql;
    }
    String dates = DATE.matcher(sql).replaceAll("$1");
    String years = YEAR.matcher(dates).replaceAll("CAST(strftime('%Y', $1) AS INTEGER)");
    String parts = PART.matcher(years).replaceAll("substr($1, $2, $3)");
    return FIRST.matcher(parts).replaceAll("LIMIT $1");
  }
}
