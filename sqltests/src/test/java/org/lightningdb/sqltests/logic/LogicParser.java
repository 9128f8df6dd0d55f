package org.lightningdb.sqltests.logic;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a {@code .test} file one after the other. Records are separated by empty
 * lines; {@code #} begins a comment between records.
 */
final class LogicParser {
  private final BufferedReader reader;
  private int lineNumber;

  LogicParser(BufferedReader reader) {
    this.reader = reader;
  }

  /** The next record, or null at the end of the file. */
  @Nullable LogicRecord next() throws IOException {
    List<String> conditions = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "skipif", "onlyif" -> conditions.add(line);
        case "halt" -> {
          return new LogicRecord.Halt(lineNumber, List.copyOf(conditions));
        }
        case "statement" -> {
          return statement(words, conditions);
        }
        case "query" -> {
          return query(words, conditions);
        }
        case "hash-threshold" -> {
          // Expected values say by themselves whether they are a hash.
        }
        default -> {
          if (!line.isEmpty() && !line.startsWith("#")) {
            throw new IOException("line " + lineNumber + ": no record begins so: " + line);
          }
        }
      }
    }
    return null;
  }

  private LogicRecord statement(String[] words, List<String> conditions) throws IOException {
    int first = lineNumber;
    StringBuilder sql = new StringBuilder();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      append(sql, line);
    }
    return new LogicRecord.Statement(
        first, List.copyOf(conditions), words[1].equals("error"), sql.toString());
  }

  private LogicRecord query(String[] words, List<String> conditions) throws IOException {
    int first = lineNumber;
    StringBuilder sql = new StringBuilder();
    String line = line();
    while (line != null && !line.isEmpty() && !line.equals("----")) {
      append(sql, line);
      line = line();
    }
    List<String> expected = null;
    if (line != null && line.equals("----")) {
      expected = new ArrayList<>();
      for (line = line(); line != null && !line.isEmpty(); line = line()) {
        expected.add(line);
      }
    }
    return new LogicRecord.Query(
        first,
        List.copyOf(conditions),
        words[1],
        words.length > 2
            ? LogicRecord.SortMode.valueOf(words[2].toUpperCase(Locale.ROOT))
            : LogicRecord.SortMode.NOSORT,
        words.length > 3 ? words[3] : null,
        sql.toString(),
        expected);
  }

  private static void append(StringBuilder sql, String line) {
    if (!sql.isEmpty()) {
      sql.append('\n');
    }
    sql.append(line);
  }

  private @Nullable String line() throws IOException {
    String line = reader.readLine();
    lineNumber++;
    return line == null ? null : line.stripTrailing();
  }
}
