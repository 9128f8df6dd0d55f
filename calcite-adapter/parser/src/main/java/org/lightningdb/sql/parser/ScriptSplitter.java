package org.lightningdb.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.error.DbException;

/**
 * Cuts a script at its semicolons without parsing it, so that a client can send statement after
 * statement. Knows quotes ({@code '…'} and {@code "…"}, doubled inside), line comments ({@code --}
 * and {@code //}) and block comments. Pieces of nothing but blanks and comments are left out.
 */
public final class ScriptSplitter {
  /**
   * One statement, without its semicolon.
   *
   * @param sql the text from the first token on
   * @param line where the text starts in the script, from 1
   * @param column where the text starts in its line, from 1
   * @param end offset in the script just behind the text
   */
  public record Piece(String sql, int line, int column, int end) {
    /** The same error at its position in the script. */
    public DbException relocate(DbException error) {
      DbException.Position inside = error.position();
      if (inside.line() == 0) {
        return error;
      }
      return error.atPosition(
          line + inside.line() - 1,
          inside.line() == 1 ? column + inside.column() - 1 : inside.column());
    }
  }

  private final String script;
  private final List<Piece> pieces = new ArrayList<>();
  private int position;
  private int line = 1;
  private int lineStart;
  private int pieceStart = -1;
  private int pieceEnd;
  private int pieceLine;
  private int pieceColumn;

  private ScriptSplitter(String script) {
    this.script = script;
  }

  public static List<Piece> split(String script) {
    return new ScriptSplitter(script).run();
  }

  private List<Piece> run() {
    while (position < script.length()) {
      char c = script.charAt(position);
      if (c == ';') {
        position++;
        endPiece();
      } else if (Character.isWhitespace(c)) {
        advance();
      } else if (startsComment(c)) {
        skipComment();
      } else {
        startPiece();
        if (c == '\'' || c == '"') {
          skipQuoted(c);
        } else {
          advance();
        }
        pieceEnd = position;
      }
    }
    endPiece();
    return pieces;
  }

  private void startPiece() {
    if (pieceStart < 0) {
      pieceStart = position;
      pieceLine = line;
      pieceColumn = position - lineStart + 1;
    }
  }

  private void endPiece() {
    if (pieceStart >= 0) {
      pieces.add(
          new Piece(script.substring(pieceStart, pieceEnd), pieceLine, pieceColumn, pieceEnd));
      pieceStart = -1;
    }
  }

  /** Over one character, counting lines: LF, CR and CR LF end one. */
  private void advance() {
    char c = script.charAt(position++);
    boolean lineEnds =
        c == '\n'
            || (c == '\r' && !(position < script.length() && script.charAt(position) == '\n'));
    if (lineEnds) {
      line++;
      lineStart = position;
    }
  }

  private boolean startsComment(char c) {
    if (position + 1 >= script.length()) {
      return false;
    }
    char next = script.charAt(position + 1);
    // A hint is part of the statement, not a comment.
    boolean block = c == '/' && next == '*' && !script.startsWith("/*+", position);
    return block || (c == '-' && next == '-') || (c == '/' && next == '/');
  }

  private void skipComment() {
    if (script.charAt(position + 1) == '*') {
      position += 2;
      while (position < script.length() && !script.startsWith("*/", position)) {
        advance();
      }
      position = Math.min(position + 2, script.length());
    } else {
      while (position < script.length()
          && script.charAt(position) != '\n'
          && script.charAt(position) != '\r') {
        position++;
      }
    }
  }

  private void skipQuoted(char quote) {
    advance();
    while (position < script.length()) {
      boolean closes = script.charAt(position) == quote;
      advance();
      if (closes) {
        return;
      }
    }
  }
}
