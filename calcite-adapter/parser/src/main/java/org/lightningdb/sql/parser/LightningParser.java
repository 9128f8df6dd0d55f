package org.lightningdb.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.parser.generated.LightningParserImpl;

/**
 * Parses SQL text. Unquoted names fold to upper case, quoted ones stay as they are; whether a name
 * was quoted can be asked of the identifier ({@code isComponentQuoted}).
 *
 * <p>Stateless and thread-safe. Every error is a {@link DbException}: 42601 with line, column and
 * what was expected; 0A000 for a statement that other databases know and this one does not; 54001
 * for a text nested too deeply.
 */
public final class LightningParser {
  /** Longest name of a table, column, index or schema. */
  public static final int NAME_CHARACTERS_MAX = 128;

  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(LightningParserImpl.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.TO_UPPER)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(true)
          .withIdentifierMaxLength(NAME_CHARACTERS_MAX)
          .withConformance(SqlConformanceEnum.LENIENT);

  /**
   * A statement of a script.
   *
   * @param text where it stands in the script
   */
  public record Statement(ScriptSplitter.Piece text, SqlNode node) {}

  private LightningParser() {}

  /** Parses one statement; a semicolon may follow it. */
  public static SqlNode parse(String sql) {
    return DeepStack.run(sql, () -> parseHere(withoutTrailingSemicolon(sql)));
  }

  /** Parses statements separated by semicolons. Positions in errors are those in the script. */
  public static List<Statement> parseScript(String script) {
    List<Statement> statements = new ArrayList<>();
    for (ScriptSplitter.Piece piece : ScriptSplitter.split(script)) {
      try {
        statements.add(new Statement(piece, parse(piece.sql())));
      } catch (DbException inPiece) {
        throw piece.relocate(inPiece);
      }
    }
    return statements;
  }

  /** Parses an expression, such as a DEFAULT that the catalog holds. */
  public static SqlNode parseExpression(String sql) {
    return DeepStack.run(
        sql,
        () -> {
          try {
            return SqlParser.create(sql, CONFIG).parseExpression();
          } catch (SqlParseException error) {
            throw SyntaxError.translate(sql, error);
          }
        });
  }

  private static SqlNode parseHere(String sql) {
    try {
      return SqlParser.create(sql, CONFIG).parseStmt();
    } catch (SqlParseException error) {
      throw SyntaxError.translate(sql, error);
    } catch (CalciteContextException error) {
      String message =
          error.getCause() == null ? error.getMessage() : error.getCause().getMessage();
      throw DbException.of(SqlState.SYNTAX_ERROR, String.valueOf(message), error)
          .atPosition(error.getPosLine(), error.getPosColumn());
    }
  }

  /** Blanks out the semicolons at the end, so that positions stay as they are. */
  private static String withoutTrailingSemicolon(String sql) {
    List<ScriptSplitter.Piece> pieces = ScriptSplitter.split(sql);
    if (pieces.isEmpty()) {
      throw DbException.of(SqlState.SYNTAX_ERROR, "the statement is empty").atPosition(1, 1);
    }
    ScriptSplitter.Piece first = pieces.get(0);
    if (pieces.size() > 1) {
      throw pieces
          .get(1)
          .relocate(
              DbException.of(SqlState.SYNTAX_ERROR, "one statement expected, found another after ;")
                  .atPosition(1, 1));
    }
    return sql.substring(0, first.end());
  }
}
