package org.lightningdb.jdbc.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * The escapes of JDBC in SQL text. The database's own grammar knows {@code {d …}}, {@code {t …}},
 * {@code {ts …}} and {@code {fn …}}; this class takes the braces off {@code {oj …}}, {@code {escape
 * …}} and {@code {limit …}}. Blanks take the place of what goes, so that positions in error
 * messages stay true.
 */
final class EscapeSyntax {
  private final String sql;
  private final StringBuilder result;
  private final Deque<Boolean> blankClosings = new ArrayDeque<>();

  private EscapeSyntax(String sql) {
    this.sql = sql;
    this.result = new StringBuilder(sql);
  }

  static String translate(String sql) {
    return sql.indexOf('{') < 0 ? sql : new EscapeSyntax(sql).run();
  }

  private String run() {
    int i = 0;
    while (i < sql.length()) {
      int end = SqlScanner.skipNonCode(sql, i);
      if (end > i) {
        i = end;
        continue;
      }
      if (sql.charAt(i) == '{') {
        open(i);
      } else if (sql.charAt(i) == '}' && !blankClosings.isEmpty() && blankClosings.pop()) {
        result.setCharAt(i, ' ');
      }
      i++;
    }
    return result.toString();
  }

  private void open(int brace) {
    int start = brace + 1;
    while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
    boolean outerJoin = word.equals("oj");
    boolean blank = outerJoin || word.equals("escape") || word.equals("limit");
    if (blank) {
      result.setCharAt(brace, ' ');
    }
    if (outerJoin) {
      result.replace(start, end, "  ");
    }
    blankClosings.push(blank);
  }
}
