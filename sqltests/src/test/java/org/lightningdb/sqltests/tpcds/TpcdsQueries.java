package org.lightningdb.sqltests.tpcds;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The 99 queries as Trino's benchmark keeps them, turned into SQL that PostgreSQL and this database
 * understand alike: names without quotes and none of them a reserved word; and no LIMIT, since ties
 * at the cut may go either way and the answers are small anyway.
 */
final class TpcdsQueries {
  static final int COUNT = 99;

  private static final Pattern QUOTED = Pattern.compile("\"(\\w+)\"");
  private static final Pattern RESERVED =
      Pattern.compile("\\b(year|at)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL '([0-9.]+)'");
  private static final Pattern LIMIT = Pattern.compile("LIMIT \\d+\\s*$");

  private TpcdsQueries() {}

  static String query(int number) throws IOException {
    String name = String.format(Locale.ROOT, "/sql/presto/tpcds/q%02d.sql", number);
    try (InputStream file = TpcdsQueries.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new FileNotFoundException(name);
      }
      String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String plain = QUOTED.matcher(sql.replace("${database}.${schema}.", "")).replaceAll("$1");
      String renamed = RESERVED.matcher(plain).replaceAll("the_$1");
      String exact = DECIMAL.matcher(renamed).replaceAll("$1");
      return LIMIT.matcher(exact.strip()).replaceAll("").strip();
    }
  }
}
