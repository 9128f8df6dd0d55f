package org.lightningdb.sql.template;

import java.math.BigDecimal;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;

/**
 * Cuts a text into tokens. What it does not know for sure to mean the same in the grammar is {@link
 * Kind#STRANGE}, and the text is then left to the parser.
 */
final class Lexer {
  /** What a token is. */
  enum Kind {
    END,
    /** A name or keyword without quotes. */
    WORD,
    /** A quoted name. */
    NAME,
    /** Digits only. */
    INTEGER,
    /** Digits with a point. */
    DECIMAL,
    /** A number with an exponent. */
    APPROXIMATE,
    /** A text in plain quotes. */
    STRING,
    /** A sign or several that make one operator. */
    SIGN,
    STRANGE
  }

  /** More digits than any long has. */
  private static final int DIGITS_OF_LONG = 18;

  private final String sql;
  private Kind kind = Kind.END;
  private int start;
  private int end;

  Lexer(String sql) {
    this.sql = sql;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Goes to the next token. */
  Kind next() {
    start = skipBlanks(end);
    if (start < 0) {
      start = sql.length();
      end = start;
      kind = Kind.STRANGE;
    } else if (start == sql.length()) {
      end = start;
      kind = Kind.END;
    } else {
      kind = token(sql.charAt(start));
    }
    return kind;
  }

  /** Where the next token begins; -1 if a hint or an open comment is in between. */
  private int skipBlanks(int from) {
    int at = from;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      char next = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        at++;
      } else if ((c == '-' && next == '-') || (c == '/' && (next == '/' || next == '*'))) {
        return -1;
      } else {
        return at;
      }
    }
    return at;
  }

  private Kind token(char first) {
    if (isWordStart(first)) {
      end = start + 1;
      while (end < sql.length() && isWordPart(sql.charAt(end))) {
        end++;
      }
      return Kind.WORD;
    }
    if (first >= '0' && first <= '9') {
      return number();
    }
    return switch (first) {
      case '\'' -> quoted('\'', Kind.STRING);
      case '"' -> quoted('"', Kind.NAME);
      case '=', '(', ')', ',', ';', '+', '-', '*', '/', '%' -> sign(1);
      case '.' -> isDigit(start + 1) ? strange() : sign(1);
      case '<' -> sign(follows('=') || follows('>') ? 2 : 1);
      case '>' -> sign(follows('=') ? 2 : 1);
      case '!' -> follows('=') ? sign(2) : strange();
      case '|' -> follows('|') ? sign(2) : strange();
      default -> strange();
    };
  }

  private boolean follows(char second) {
    return start + 1 < sql.length() && sql.charAt(start + 1) == second;
  }

  private boolean isDigit(int at) {
    return at < sql.length() && sql.charAt(at) >= '0' && sql.charAt(at) <= '9';
  }

  private Kind sign(int length) {
    end = start + length;
    return Kind.SIGN;
  }

  private Kind strange() {
    end = sql.length();
    return Kind.STRANGE;
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
  }

  private Kind number() {
    end = digitsEnd(start);
    Kind found = Kind.INTEGER;
    if (end < sql.length() && sql.charAt(end) == '.') {
      end = digitsEnd(end + 1);
      found = Kind.DECIMAL;
    }
    if (end < sql.length() && (sql.charAt(end) == 'e' || sql.charAt(end) == 'E')) {
      int digits = end + 1;
      if (digits < sql.length() && (sql.charAt(digits) == '+' || sql.charAt(digits) == '-')) {
        digits++;
      }
      end = digitsEnd(digits);
      found = end > digits ? Kind.APPROXIMATE : Kind.STRANGE;
    }
    boolean runsOn =
        end < sql.length()
            && (sql.charAt(end) == '.' || sql.charAt(end) > '~' || isWordPart(sql.charAt(end)));
    return runsOn || found == Kind.STRANGE ? strange() : found;
  }

  private int digitsEnd(int from) {
    int at = from;
    while (isDigit(at)) {
      at++;
    }
    return at;
  }

  private Kind quoted(char quote, Kind found) {
    boolean afterWord = start > 0 && (isWordPart(sql.charAt(start - 1)) || !isPlainBefore());
    if (afterWord && quote == '\'') {
      return strange();
    }
    int at = start + 1;
    while (true) {
      int close = sql.indexOf(quote, at);
      if (close < 0) {
        return strange();
      }
      at = close + 1;
      if (at == sql.length() || sql.charAt(at) != quote) {
        end = at;
        return found;
      }
      at++;
    }
  }

  /** Whether nothing stands before a quote that makes another kind of literal of it. */
  private boolean isPlainBefore() {
    char before = sql.charAt(start - 1);
    return before != '&' && before != '\'' && before != '"' && before <= '~';
  }

  /** The keyword that the token is; {@link Keyword#NONE} if it is another token. */
  Keyword keyword() {
    return kind == Kind.WORD ? Keyword.of(sql, start, end) : Keyword.NONE;
  }

  /** Whether the token is that sign. */
  boolean is(char sign) {
    return kind == Kind.SIGN && end - start == 1 && sql.charAt(start) == sign;
  }

  /** A number token's value: Long, BigDecimal or, with an exponent, Double. */
  Object number(boolean negative) {
    if (kind == Kind.INTEGER && end - start <= DIGITS_OF_LONG) {
      long value = Long.parseLong(sql, start, end, 10);
      return negative ? -value : value;
    }
    BigDecimal value = new BigDecimal(sql.substring(start, end));
    BigDecimal signed = negative ? value.negate() : value;
    return kind == Kind.APPROXIMATE ? (Object) signed.doubleValue() : signed;
  }

  /** A string token's value. */
  String string() {
    String raw = sql.substring(start + 1, end - 1);
    return raw.indexOf('\'') < 0 ? raw : raw.replace("''", "'");
  }

  /** The type that the word before a string makes of it; null if it makes none. */
  static @Nullable SqlType tagged(Keyword word) {
    return switch (word) {
      case DATE -> SqlType.of(TypeKind.DATE);
      case TIME -> new SqlType(TypeKind.TIME, 6, 0);
      case TIMESTAMP -> new SqlType(TypeKind.TIMESTAMP, 6, 0);
      default -> null;
    };
  }

  /** A string token's value as a date or time; null if it is none. */
  @Nullable Object temporal(SqlType type) {
    try {
      Object value = ValueAssignment.convert(string(), type, "", "");
      return value instanceof Temporal ? value : null;
    } catch (DbException invalid) {
      return null;
    }
  }
}
