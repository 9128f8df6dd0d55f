package org.lightningdb.sqltests.logic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of a file of the corpus, with the number of its first line. */
sealed interface LogicRecord {
  int line();

  /** The {@code skipif} and {@code onlyif} lines above it, as written. */
  List<String> conditions();

  /** The rest of the file is not for whom the conditions hold. */
  record Halt(int line, List<String> conditions) implements LogicRecord {}

  /** A statement that must succeed, or must fail. */
  record Statement(int line, List<String> conditions, boolean fails, String sql)
      implements LogicRecord {}

  /**
   * A query. {@code types} has a letter a column: T text, I integer, R three fractional digits.
   * Queries of one label in one file have the same answer. Without {@code expected} only that is
   * looked at.
   */
  record Query(
      int line,
      List<String> conditions,
      String types,
      SortMode sort,
      @Nullable String label,
      String sql,
      @Nullable List<String> expected)
      implements LogicRecord {}

  /** What is ordered before values are compared. */
  enum SortMode {
    NOSORT,
    ROWSORT,
    VALUESORT
  }
}
