package org.lightningdb.sqltests.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code sql} blocks of a Markdown page that carry what they yield, as steps of scripts, one
 * script for each heading of the first level. Each statement ends with a semicolon at the end of a
 * line. Comment lines behind it say what it yields:
 *
 * <pre>
 *   SELECT id, name FROM item;
 *   -- 1 | lamp
 *   DELETE FROM item;
 *   -- count 1
 *   SELECT * FROM item;
 *   -- no rows
 *   SELECT 1 / 0;
 *   -- 22012: division by zero
 * </pre>
 *
 * A statement without such lines only has to run; a block without any is no example that is run.
 */
final class DocumentExamples {
  private static final String EXPECTED = "-- ";
  private static final Pattern COUNT = Pattern.compile("count \\d+");
  private static final Pattern ERROR = Pattern.compile("[0-9A-Z]{5}: .*");

  private final Map<String, List<SqlScript.Step>> scripts = new LinkedHashMap<>();
  private final List<String> statement = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private String heading = "";
  private int firstLine;

  private DocumentExamples() {}

  /** Steps by heading. */
  static Map<String, List<SqlScript.Step>> read(Path page) throws IOException {
    DocumentExamples examples = new DocumentExamples();
    boolean inside = false;
    List<String> lines = Files.readAllLines(page);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        examples.end();
        int last = i + lines.subList(i, lines.size()).indexOf("```");
        inside =
            line.equals("```sql")
                && lines.subList(i, last).stream().anyMatch(inner -> inner.startsWith(EXPECTED));
      } else if (inside) {
        examples.add(line, i + 1);
      } else if (line.startsWith("# ")) {
        examples.heading = line.substring(2);
      }
    }
    return examples.scripts;
  }

  private void add(String line, int number) {
    if (line.startsWith(EXPECTED) && ended()) {
      expected.add(line.substring(EXPECTED.length()));
      return;
    }
    if (ended()) {
      end();
    }
    if (statement.isEmpty()) {
      firstLine = number;
    }
    if (!line.isBlank()) {
      statement.add(line);
    }
  }

  private boolean ended() {
    return !statement.isEmpty() && statement.get(statement.size() - 1).endsWith(";");
  }

  private void end() {
    if (!statement.isEmpty()) {
      String sql = String.join("\n", statement).replaceAll(";$", "");
      List<String> rows = expected.equals(List.of("no rows")) ? List.of() : List.copyOf(expected);
      scripts
          .computeIfAbsent(heading, key -> new ArrayList<>())
          .add(new SqlScript.Step(List.of(), kind(), sql, rows, firstLine));
    }
    statement.clear();
    expected.clear();
  }

  private SqlScript.Kind kind() {
    if (expected.isEmpty() || COUNT.matcher(expected.get(0)).matches()) {
      return SqlScript.Kind.STATEMENT;
    }
    return ERROR.matcher(expected.get(0)).matches() ? SqlScript.Kind.ERROR : SqlScript.Kind.QUERY;
  }
}
