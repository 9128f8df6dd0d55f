package org.lightningdb.jdbc.result;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.SqlErrors;

/** Finds columns by label, without regard to case; the first of several equal ones wins. */
final class ColumnFinder {
  private final List<LinkColumn> columns;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();

  ColumnFinder(List<LinkColumn> columns) {
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      String label = columns.get(i).label();
      exact.putIfAbsent(label, i + 1);
      folded.putIfAbsent(label.toUpperCase(Locale.ROOT), i + 1);
    }
    for (int i = 0; i < columns.size(); i++) {
      folded.putIfAbsent(columns.get(i).name().toUpperCase(Locale.ROOT), i + 1);
    }
  }

  /** The position, from 1. */
  int find(@Nullable String label) throws SQLException {
    if (label == null) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "a column label must not be null");
    }
    Integer found = exact.get(label);
    if (found == null) {
      found = folded.get(label.toUpperCase(Locale.ROOT));
    }
    if (found == null) {
      throw SqlErrors.of(
          "42703",
          "the result has no column "
              + label
              + "; it has "
              + columns.stream().map(LinkColumn::label).collect(Collectors.joining(", ")));
    }
    return found;
  }
}
