package org.lightningdb.server.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements at semicolons outside of quotes, quoted names and comments. Knows
 * the lexical form only, so a statement the server's parser refuses is still cut right.
 */
final class ScriptReader {
  /** A statement and the line it begins at, counted from 1. */
  record ScriptStatement(String sql, int line) {}

  private final String script;
  private final List<ScriptStatement> statements = new ArrayList<>();
  private int position;
  private int start;

  /** Where the first character of the statement is that is neither blank nor comment; -1 = none. */
  private int firstWord = -1;

  private ScriptReader(String script) {
    this.script = script;
  }

  /** The statements of {@code script} that are more than blanks and comments. */
  static List<ScriptStatement> statements(String script) {
    ScriptReader reader = new ScriptReader(script);
    reader.readAll();
    return reader.statements;
  }

  private void readAll() {
    while (position < script.length()) {
      char c = script.charAt(position);
      if (c == ';') {
        finish();
        position++;
        start = position;
      } else if (script.startsWith("--", position)) {
        skipTo("\n");
      } else if (script.startsWith("/*", position)) {
        position += 2;
        skipTo("*/");
      } else {
        if (firstWord < 0 && !Character.isWhitespace(c)) {
          firstWord = position;
        }
        position++;
        if (c == '\'' || c == '"') {
          skipTo(String.valueOf(c));
        }
      }
    }
    finish();
  }

  /** Moves behind the next {@code end}, or to the end of the script. */
  private void skipTo(String end) {
    int found = script.indexOf(end, position);
    position = found < 0 ? script.length() : found + end.length();
  }

  private void finish() {
    if (firstWord >= 0) {
      int line = 1 + (int) script.substring(0, firstWord).chars().filter(c -> c == '\n').count();
      statements.add(
          new ScriptStatement(
              script.substring(Math.max(start, firstWord), position).strip(), line));
    }
    firstWord = -1;
  }
}
