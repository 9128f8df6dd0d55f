package org.lightningdb.jdbc.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Just enough of the lexical rules of SQL to tell code from literals, names and comments. */
final class SqlScanner {
  private SqlScanner() {}

  /**
   * The end of the literal, quoted name or comment that starts at {@code start}; {@code start} if
   * none does.
   */
  static int skipNonCode(String sql, int start) {
    char first = sql.charAt(start);
    char second = start + 1 < sql.length() ? sql.charAt(start + 1) : ' ';
    if (first == '\'' || first == '"') {
      return endOfQuoted(sql, start, first);
    }
    if ((first == '-' && second == '-') || (first == '/' && second == '/')) {
      int end = sql.indexOf('\n', start);
      return end < 0 ? sql.length() : end + 1;
    }
    if (first == '/' && second == '*') {
      int end = sql.indexOf("*/", start + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    return start;
  }

  private static int endOfQuoted(String sql, int start, char quote) {
    int end = start + 1;
    while (end < sql.length()) {
      if (sql.charAt(end) == quote) {
        if (end + 1 >= sql.length() || sql.charAt(end + 1) != quote) {
          return end + 1;
        }
        end++;
      }
      end++;
    }
    return end;
  }

  /**
   * The table an INSERT names, as one or two exact names; empty if the text is no INSERT.
   *
   * @param sql one statement
   */
  static List<String> insertTarget(String sql) {
    List<String> words = firstWords(sql, 5);
    if (words.size() < 3 || !words.get(0).equals("INSERT") || !words.get(1).equals("INTO")) {
      return List.of();
    }
    boolean qualified = words.size() == 5 && words.get(3).equals(".");
    return qualified ? List.of(words.get(2), words.get(4)) : List.of(words.get(2));
  }

  /** Whether a text ends a transaction or undoes part of it. */
  static boolean endsTransaction(String sql) {
    List<String> words = firstWords(sql, 1);
    return !words.isEmpty() && (words.get(0).equals("COMMIT") || words.get(0).equals("ROLLBACK"));
  }

  /** The first words and signs: unquoted words in upper case, quoted names without quotes. */
  private static List<String> firstWords(String sql, int count) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < sql.length() && words.size() < count) {
      char c = sql.charAt(i);
      int end = skipNonCode(sql, i);
      if (end > i) {
        if (c == '"') {
          words.add(sql.substring(i + 1, Math.max(i + 1, end - 1)).replace("\"\"", "\""));
        }
        i = end;
      } else if (Character.isJavaIdentifierStart(c)) {
        end = i + 1;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        words.add(sql.substring(i, end).toUpperCase(Locale.ROOT));
        i = end;
      } else {
        if (!Character.isWhitespace(c)) {
          words.add(String.valueOf(c));
        }
        i++;
      }
    }
    return words;
  }
}
