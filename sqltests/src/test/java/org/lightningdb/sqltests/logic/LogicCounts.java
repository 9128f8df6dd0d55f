package org.lightningdb.sqltests.logic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of the records of one group. Not thread-safe. */
final class LogicCounts {
  private final Map<String, Long> skippedByReason = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private long files;
  private long statements;
  private long queries;
  private long wrong;
  private long nanos;
  private long slowestNanos;
  private String slowest = "";

  void file() {
    files++;
  }

  void statement() {
    statements++;
  }

  void query() {
    queries++;
  }

  void skip(String reason) {
    skippedByReason.merge(reason, 1L, Long::sum);
  }

  /** A record that ran and did not do what it must. */
  void fail(String file, LogicRecord record, String sql, String why) {
    failures.add(file + ":" + record.line() + ": " + why + "\n    " + sql.replace('\n', ' '));
  }

  /** A query that answered something else. */
  void wrong(String file, LogicRecord record, String sql, String why) {
    wrong++;
    fail(file, record, sql, "WRONG " + why);
  }

  /** A whole file took so long. */
  void took(long nanos) {
    this.nanos += nanos;
  }

  /** One record took so long. */
  void took(String file, LogicRecord record, long nanos) {
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = file + ":" + record.line();
    }
  }

  void add(LogicCounts other) {
    other.skippedByReason.forEach((reason, n) -> skippedByReason.merge(reason, n, Long::sum));
    failures.addAll(other.failures);
    files += other.files;
    statements += other.statements;
    queries += other.queries;
    wrong += other.wrong;
    nanos += other.nanos;
    if (other.slowestNanos > slowestNanos) {
      slowestNanos = other.slowestNanos;
      slowest = other.slowest;
    }
  }

  long queries() {
    return queries;
  }

  long run() {
    return statements + queries;
  }

  long wrong() {
    return wrong;
  }

  List<String> failures() {
    return failures;
  }

  Map<String, Long> skippedByReason() {
    return skippedByReason;
  }

  /** The columns of {@link #line}. */
  static String heading() {
    return String.format(
        Locale.ROOT,
        "%-22s %6s %11s %9s %9s %7s %7s  %s",
        "group",
        "files",
        "statements",
        "queries",
        "failed",
        "wrong",
        "s",
        "slowest");
  }

  String line(String group) {
    return String.format(
        Locale.ROOT,
        "%-22s %6d %11d %9d %9d %7d %7.1f  %.2f %s",
        group,
        files,
        statements,
        queries,
        failures.size(),
        wrong,
        nanos / 1e9,
        slowestNanos / 1e9,
        slowest);
  }
}
