package org.lightningdb.sql.rewrite;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pieces of SQL text. */
final class SqlTexts {
  private SqlTexts() {}

  /** A name as it is. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String qualified(String schema, String name) {
    return quoted(schema) + "." + quoted(name);
  }

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
    String names = columns.stream().map(SqlTexts::quoted).collect(Collectors.joining(", "));
    return "SELECT * FROM (VALUES " + values + ") AS \"D\" (" + names + ")";
  }
}
