package org.lightningdb.sqltests.logic;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Queries to which the corpus has SQLite's answer and the standard another one, or none; PostgreSQL
 * does with each example we looked at as we do. The corpus does not say so, hence what we did must
 * fit the query: the right error for its form.
 */
enum LogicStrictness {
  SIGN_OF_TEXT(
      "a sign before a text that is no number: only SQLite and MySQL",
      "test/index/.*",
      "[-+] (\\( )*(\\w+\\.)?col[25]\\b",
      "22018"),
  BYTES_AS_TEXT(
      "a byte string compared with a text: only SQLite and MySQL",
      "test/evidence/in1.test",
      "x'303132' (NOT )?IN",
      "42804"),
  UNGROUPED(
      "PostgreSQL has strict column usage for GROUP BY clauses",
      "test/random/(groupby|aggregates)/.*",
      "GROUP BY",
      "42803"),
  /** Beside an average or a REAL in one CASE or COALESCE an integer is one, too. */
  QUOTIENT_BY_ROW(
      "whether a division is one of integers depends on the row: only SQLite",
      "test/random/.*",
      "(?=.*(\\bAVG \\(|AS REAL))(?=.* / )(?=.*(CASE|COALESCE|NULLIF))",
      null);

  private final String reason;
  private final String files;
  private final String sqlState;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Pattern form;

  LogicStrictness(String reason, String files, String form, @Nullable String sqlState) {
    this.reason = reason;
    this.files = files;
    this.form = Pattern.compile(form, Pattern.DOTALL);
    this.sqlState = sqlState == null ? "" : sqlState;
  }

  /** Why the error is the right answer, or null. */
  static @Nullable String excuses(String file, String sql, String sqlState) {
    for (LogicStrictness strictness : values()) {
      if (strictness.sqlState.equals(sqlState) && strictness.is(file, sql)) {
        return strictness.reason;
      }
    }
    return null;
  }

  /** Why other numbers, but NULL in the same places, are the right answer, or null. */
  static @Nullable String excuses(
      String file, String sql, List<String> expected, List<String> answer) {
    return expected.size() == answer.size()
            && QUOTIENT_BY_ROW.is(file, sql)
            && IntStream.range(0, answer.size())
                .allMatch(i -> expected.get(i).equals("NULL") == answer.get(i).equals("NULL"))
        ? QUOTIENT_BY_ROW.reason
        : null;
  }

  private boolean is(String file, String sql) {
    return file.matches(files) && form.matcher(sql).find();
  }
}
