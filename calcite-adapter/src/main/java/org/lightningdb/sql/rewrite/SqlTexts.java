package org.lightningdb.sql.rewrite;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.name.QuotedName;

/** Pieces of SQL text. */
final class SqlTexts {
  private SqlTexts() {}

  /** A text, or NULL. */
  static String literal(@Nullable String text) {
    return text == null
        ? "CAST(NULL AS VARCHAR)"
        : "CAST('" + text.replace("'", "''") + "' AS VARCHAR)";
  }

  /** A query for rows of texts. */
  static String rows(List<String> columns, List<List<@Nullable String>> rows) {
    String values =
        rows.stream()
            .map(
                row ->
                    row.stream().map(SqlTexts::literal).collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    String names = columns.stream().map(QuotedName::of).collect(Collectors.joining(", "));
    return "SELECT * FROM (VALUES " + values + ") AS \"D\" (" + names + ")";
  }
}
