package org.lightningdb.sqltests.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A test script: steps separated by blank lines.
 *
 * <pre>
 *   # a comment
 *   statement            runs; expects nothing, or "count N"
 *   INSERT INTO t VALUES (1)
 *   ----
 *   count 1
 *
 *   query                expects the rows, columns joined by " | ", in the order they come
 *   query sorted         the same, both sides sorted first
 *   plan                 expects the text of EXPLAIN for the statement
 *   error                expects "SQLState: message"
 * </pre>
 */
final class SqlScript {
  enum Kind {
    STATEMENT,
    QUERY,
    QUERY_SORTED,
    PLAN,
    ERROR
  }

  /**
   * One step.
   *
   * @param comment the lines above it, as they stand
   * @param line where the step begins, from 1
   */
  record Step(List<String> comment, Kind kind, String sql, List<String> expected, int line) {
    Step withExpected(List<String> lines) {
      return new Step(comment, kind, sql, lines, line);
    }
  }

  private static final String SEPARATOR = "----";

  private SqlScript() {}

  static List<Step> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      List<String> comment = new ArrayList<>();
      while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
        comment.add(lines.get(at++));
      }
      if (at == lines.size()) {
        break;
      }
      int first = at;
      while (at < lines.size() && !lines.get(at).isBlank()) {
        at++;
      }
      steps.add(step(file, comment, lines.subList(first, at), first + 1));
    }
    return steps;
  }

  private static Step step(Path file, List<String> comment, List<String> lines, int line) {
    Kind kind =
        switch (lines.get(0).trim().toLowerCase(Locale.ROOT)) {
          case "statement" -> Kind.STATEMENT;
          case "query" -> Kind.QUERY;
          case "query sorted" -> Kind.QUERY_SORTED;
          case "plan" -> Kind.PLAN;
          case "error" -> Kind.ERROR;
          default ->
              throw new IllegalArgumentException(
                  file + ":" + line + ": a step cannot begin with " + lines.get(0));
        };
    int separator = lines.indexOf(SEPARATOR);
    int sqlEnd = separator < 0 ? lines.size() : separator;
    List<String> expected =
        separator < 0 ? List.of() : List.copyOf(lines.subList(separator + 1, lines.size()));
    return new Step(
        List.copyOf(comment), kind, String.join("\n", lines.subList(1, sqlEnd)), expected, line);
  }

  /** The script as text, with the given expectations. */
  static String write(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      step.comment().forEach(line -> text.append(line).append('\n'));
      text.append(step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')).append('\n');
      text.append(step.sql()).append('\n');
      if (!step.expected().isEmpty()) {
        text.append(SEPARATOR).append('\n');
        step.expected().forEach(line -> text.append(line).append('\n'));
      }
    }
    return text.toString();
  }
}
