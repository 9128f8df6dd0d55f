package org.lightningdb.sql.exec.function;

import java.util.regex.Pattern;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Patterns of LIKE and SIMILAR TO as regular expressions of Java. */
final class LikeRegex {
  private LikeRegex() {}

  static String ofLike(String pattern, String escape) {
    int escapeCode = escapeCode(escape);
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); ) {
      int character = pattern.codePointAt(i);
      i += Character.charCount(character);
      if (character == escapeCode) {
        int escaped = escaped(pattern, i, escapeCode, "%_");
        i += Character.charCount(escaped);
        appendLiteral(regex, escaped);
      } else if (character == '%') {
        regex.append(".*");
      } else if (character == '_') {
        regex.append('.');
      } else {
        appendLiteral(regex, character);
      }
    }
    return regex.toString();
  }

  /**
   * SIMILAR TO: % and _ as in LIKE, and | * + ? {m,n} ( ) [ ] as in regular expressions; the whole
   * text must match.
   */
  static String ofSimilar(String pattern, String escape) {
    int escapeCode = escapeCode(escape);
    StringBuilder regex = new StringBuilder();
    boolean inSet = false;
    for (int i = 0; i < pattern.length(); ) {
      int character = pattern.codePointAt(i);
      i += Character.charCount(character);
      if (character == escapeCode) {
        int escaped = escaped(pattern, i, escapeCode, "%_|*+?{}()[]^-");
        i += Character.charCount(escaped);
        appendLiteral(regex, escaped);
      } else if (inSet) {
        if (character == '[' && pattern.startsWith(":", i)) {
          int end = pattern.indexOf(":]", i);
          regex.append(namedClass(pattern, i, end));
          i = end + 2;
        } else {
          inSet = character != ']';
          appendInSet(regex, character);
        }
      } else if (character == '[') {
        inSet = true;
        regex.append('[');
      } else {
        append(regex, character);
      }
    }
    if (inSet) {
      throw DbException.of(SqlState.DATA_EXCEPTION, "unclosed [ in the pattern of SIMILAR TO");
    }
    return regex.toString();
  }

  private static void append(StringBuilder regex, int character) {
    switch (character) {
      case '%' -> regex.append(".*");
      case '_' -> regex.append('.');
      case '|', '*', '+', '?', '{', '}', ')' -> regex.appendCodePoint(character);
      case '(' -> regex.append("(?:");
      default -> appendLiteral(regex, character);
    }
  }

  private static void appendInSet(StringBuilder regex, int character) {
    if (character == '[' || character == '&' || character == '\\') {
      regex.append('\\');
    }
    regex.appendCodePoint(character);
  }

  private static String namedClass(String pattern, int colon, int end) {
    String name = end < 0 ? "" : pattern.substring(colon + 1, end);
    return switch (name) {
      case "ALPHA", "alpha" -> "\\p{IsAlphabetic}";
      case "UPPER", "upper" -> "\\p{IsUppercase}";
      case "LOWER", "lower" -> "\\p{IsLowercase}";
      case "DIGIT", "digit" -> "0-9";
      case "ALNUM", "alnum" -> "\\p{IsAlphabetic}0-9";
      case "SPACE", "space" -> " ";
      case "WHITESPACE", "whitespace" -> "\\s";
      default ->
          throw DbException.of(
              SqlState.DATA_EXCEPTION, "unknown class of characters in SIMILAR TO: " + name);
    };
  }

  private static int escaped(String pattern, int index, int escape, String others) {
    if (index == pattern.length()) {
      throw DbException.of(SqlState.DATA_EXCEPTION, "the pattern ends with its escape character");
    }
    int character = pattern.codePointAt(index);
    if (character != escape && others.indexOf(character) < 0) {
      throw DbException.of(
          SqlState.DATA_EXCEPTION,
          "the escape character may stand before itself and special characters only");
    }
    return character;
  }

  private static int escapeCode(String escape) {
    if (escape.isEmpty()) {
      return -1;
    }
    if (escape.codePointCount(0, escape.length()) != 1) {
      throw DbException.of(
          SqlState.DATA_EXCEPTION, "the escape must be one character: '" + escape + "'");
    }
    return escape.codePointAt(0);
  }

  private static void appendLiteral(StringBuilder regex, int character) {
    regex.append(Pattern.quote(Character.toString(character)));
  }
}
