package org.lightningdb.server.demo;

import io.trino.tpch.TpchEntity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question of the tour together with its answer, computed from the generated rows by plain Java
 * while they are loaded. One instance serves one run.
 */
interface DemoQuery {
  String title();

  String sql();

  /** Words of which each must be in the EXPLAIN text, in any case. */
  List<String> planShows();

  /** Sees every row of every table once, parents before children. */
  void observe(TpchEntity row);

  /** The rows {@link #sql} must return, in order, as {@code getString} shows them. */
  List<List<@Nullable String>> answer();

  /** All questions, in the order they are asked. */
  static List<DemoQuery> all() {
    return List.of(
        new InnerJoinQuery(),
        new LeftJoinQuery(),
        new RightJoinQuery(),
        new FullJoinQuery(),
        new GroupByQuery(),
        new RangeScanQuery(),
        new KeyLookupQuery());
  }

  /** An amount in cents as a DECIMAL with two digits after the point. */
  static String amount(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  /** A day counted from 1970-01-01. */
  static String date(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** The inverse of {@link #date}. */
  static int day(String date) {
    return Math.toIntExact(LocalDate.parse(date).toEpochDay());
  }
}
