package org.lightningdb.sql.parser.ast;

import org.lightningdb.index.error.DbException;

/** Cuts pieces out of the SQL text by the lines and columns that the parser reports. */
public final class SourceText {
  private SourceText() {}

  /**
   * The text from one position to another, both included and counted from 1.
   *
   * @param sql the text that was parsed
   */
  public static String between(
      String sql, int firstLine, int firstColumn, int lastLine, int lastColumn) {
    return sql.substring(
        offset(sql, firstLine, firstColumn), offset(sql, lastLine, lastColumn) + 1);
  }

  /**
   * The offset of a position. Lines end with LF, CR or CR LF; every char is one column.
   *
   * @throws IllegalArgumentException if the text has no such line
   */
  public static int offset(String sql, int line, int column) {
    int offset = 0;
    for (int current = 1; current < line; current++) {
      offset = nextLine(sql, offset);
      if (offset < 0) {
        throw new IllegalArgumentException("the text has no line " + line);
      }
    }
    return offset + column - 1;
  }

  /** The position just behind the text. */
  public static DbException.Position positionAfter(String sql) {
    int line = 1;
    int start = 0;
    for (int next = nextLine(sql, 0); next >= 0; next = nextLine(sql, start)) {
      start = next;
      line++;
    }
    return new DbException.Position(line, sql.length() - start + 1);
  }

  private static int nextLine(String sql, int from) {
    for (int i = from; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\n') {
        return i + 1;
      }
      if (c == '\r') {
        return i + 1 < sql.length() && sql.charAt(i + 1) == '\n' ? i + 2 : i + 1;
      }
    }
    return -1;
  }
}
