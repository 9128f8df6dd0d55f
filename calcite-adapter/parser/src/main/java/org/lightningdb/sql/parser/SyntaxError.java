package org.lightningdb.sql.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.parser.ast.SourceText;
import org.lightningdb.sql.parser.generated.LightningParserImpl;
import org.lightningdb.sql.parser.generated.LightningParserImplConstants;
import org.lightningdb.sql.parser.generated.ParseException;

/**
 * Makes a short message of the parser's long one: what stands where, and at most a handful of
 * things that could stand there instead. Keywords that may serve as names are left out where a name
 * is expected, else the list would hold hundreds.
 */
final class SyntaxError {
  private static final int EXPECTED_MAX = 8;

  private SyntaxError() {}

  static DbException translate(String sql, SqlParseException error) {
    Throwable cause = error.getCause();
    if (cause instanceof DbException own) {
      return own;
    }
    if (cause instanceof StackOverflowError overflow) {
      throw overflow;
    }
    DbException unsupported = UnsupportedStatement.recognize(sql);
    if (unsupported != null) {
      return unsupported;
    }
    DbException.Position position = position(sql, error);
    DbException clause = UnsupportedClause.recognize(sql, position.line(), position.column());
    if (clause != null) {
      return clause;
    }
    return DbException.of(
            SqlState.SYNTAX_ERROR, message(sql, error, position.line(), position.column()), error)
        .atPosition(position.line(), position.column());
  }

  private static DbException.Position position(String sql, SqlParseException error) {
    boolean atEnd =
        error.getCause() instanceof ParseException parse
            && parse.currentToken != null
            && parse.currentToken.next.kind == LightningParserImplConstants.EOF;
    if (atEnd) {
      return SourceText.positionAfter(sql);
    }
    SqlParserPos position = error.getPos();
    return position == null
        ? new DbException.Position(1, 1)
        : new DbException.Position(position.getLineNum(), position.getColumnNum());
  }

  private static String message(String sql, SqlParseException error, int line, int column) {
    String found = word(sql, line, column);
    if (error.getExpectedTokenSequences() == null) {
      String reason = firstLine(String.valueOf(error.getMessage()));
      return reason.startsWith("Non-query expression")
          ? "syntax error at \"" + found + "\", expected a statement"
          : "syntax error: " + reason;
    }
    StringBuilder message = new StringBuilder("syntax error at ");
    message.append(found.isEmpty() ? "the end of the statement" : "\"" + found + "\"");
    List<String> expected = expected(error);
    if (metadata().isReservedWord(found.toUpperCase(Locale.ROOT)) && expected.contains("a name")) {
      message.append(" (a reserved word: as a name it must stand in double quotes)");
    }
    if (!expected.isEmpty() && expected.size() <= EXPECTED_MAX) {
      message.append(", expected ").append(join(expected));
    }
    return message.toString();
  }

  private static String join(List<String> expected) {
    int last = expected.size() - 1;
    return last == 0
        ? expected.get(0)
        : String.join(", ", expected.subList(0, last)) + " or " + expected.get(last);
  }

  /** The readable alternatives: names and literals first, then keywords in alphabetical order. */
  private static List<String> expected(SqlParseException error) {
    String[] images = error.getTokenImages();
    Set<String> kinds = new TreeSet<>();
    Set<String> words = new TreeSet<>();
    for (int[] sequence : error.getExpectedTokenSequences()) {
      String image = images[sequence[0]];
      if (image.startsWith("\"")) {
        words.add(image.substring(1, image.length() - 1).replace("\\\"", "\""));
      } else {
        String kind = kind(image);
        if (!kind.isEmpty()) {
          kinds.add(kind);
        }
      }
    }
    if (kinds.contains("a name")) {
      words.removeIf(word -> metadata().isNonReservedKeyword(word));
    }
    if (kinds.contains("a text") || kinds.contains("a number")) {
      return List.of("an expression");
    }
    List<String> expected = new ArrayList<>(kinds);
    expected.addAll(words);
    return expected;
  }

  private static String kind(String tokenImage) {
    if (tokenImage.contains("IDENTIFIER")) {
      return "a name";
    }
    if (tokenImage.contains("NUMERIC") || tokenImage.contains("INTEGER")) {
      return "a number";
    }
    if (tokenImage.contains("STRING") || tokenImage.contains("CHAR_LITERAL")) {
      return "a text";
    }
    return tokenImage.equals("<EOF>") ? "the end of the statement" : "";
  }

  private static SqlAbstractParserImpl.Metadata metadata() {
    return LightningParserImpl.FACTORY.getParser(new java.io.StringReader("")).getMetadata();
  }

  /** The token at a position, cut short; empty at the end of the text. */
  private static String word(String sql, int line, int column) {
    int start;
    try {
      start = SourceText.offset(sql, line, column);
    } catch (IllegalArgumentException behindTheEnd) {
      return "";
    }
    if (start >= sql.length()) {
      return "";
    }
    int end = start + 1;
    while (Character.isJavaIdentifierPart(sql.charAt(start))
        && end < sql.length()
        && end - start < 40
        && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return sql.substring(start, end);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").replaceAll(" at line \\d+, column \\d+.*", "");
  }
}
