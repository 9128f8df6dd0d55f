package org.lightningdb.server.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The queries of TPC-H (specification 3.0, section 2.4), with dates computed in advance and further
 * columns in ORDER BY where the specification leaves the order of rows open that it cuts off.
 */
public final class TpchQueries {
  public static final int COUNT = 22;

  private TpchQueries() {}

  /**
   * Number {@code number} in standard SQL.
   *
   * @param scale of the data: query 11 looks for a share that shrinks with it
   */
  public static String query(int number, double scale) {
    String name = String.format(Locale.ROOT, "q%02d.sql", number);
    try (InputStream file = TpchQueries.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalArgumentException("TPC-H has no query " + number);
      }
      String fraction =
          new BigDecimal("0.0001")
              .divide(BigDecimal.valueOf(scale), MathContext.DECIMAL32)
              .toPlainString();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${fraction}", fraction)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them by number. */
  public static Map<Integer, String> all(double scale) {
    Map<Integer, String> queries = new TreeMap<>();
    for (int number = 1; number <= COUNT; number++) {
      queries.put(number, query(number, scale));
    }
    return queries;
  }
}
