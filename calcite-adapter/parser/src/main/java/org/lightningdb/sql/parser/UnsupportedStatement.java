package org.lightningdb.sql.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;

/**
 * Recognises statements that other databases know, after the parser refused the text, so that the
 * error names the missing feature instead of a comma.
 */
final class UnsupportedStatement {
  private static final Pattern WORD = Pattern.compile("\\G\\s*([A-Za-z_]+)");
  private static final int WORDS_MAX = 5;

  /** First words that stand for a statement of their own. */
  private static final Set<String> STATEMENTS =
      Set.of(
          "ALTER",
          "ANALYZE",
          "ATTACH",
          "BACKUP",
          "CALL",
          "CHECKPOINT",
          "COMMENT",
          "COPY",
          "DEALLOCATE",
          "DECLARE",
          "DESCRIBE",
          "DETACH",
          "DO",
          "EXECUTE",
          "FETCH",
          "GRANT",
          "IMPORT",
          "KILL",
          "LISTEN",
          "LOAD",
          "LOCK",
          "PRAGMA",
          "PREPARE",
          "REFRESH",
          "REINDEX",
          "RENAME",
          "REPLACE",
          "REVOKE",
          "TRUNCATE",
          "UPSERT",
          "USE",
          "VACUUM");

  /** What may follow CREATE or DROP elsewhere. */
  private static final Set<String> OBJECTS =
      Set.of(
          "AGGREGATE",
          "CAST",
          "CATALOG",
          "COLLATION",
          "DATABASE",
          "DOMAIN",
          "EVENT",
          "EXTENSION",
          "FOREIGN",
          "FULLTEXT",
          "FUNCTION",
          "LANGUAGE",
          "MATERIALIZED",
          "OPERATOR",
          "POLICY",
          "PROCEDURE",
          "PUBLICATION",
          "ROLE",
          "RULE",
          "SEQUENCE",
          "SERVER",
          "SPATIAL",
          "SUBSCRIPTION",
          "SYNONYM",
          "TABLESPACE",
          "TEMP",
          "TEMPORARY",
          "TRIGGER",
          "TYPE",
          "UNLOGGED",
          "USER",
          "VIRTUAL");

  private UnsupportedStatement() {}

  static @Nullable DbException recognize(String sql) {
    List<ScriptSplitter.Piece> pieces = ScriptSplitter.split(sql);
    if (pieces.isEmpty()) {
      return null;
    }
    ScriptSplitter.Piece piece = pieces.get(0);
    String feature = feature(firstWords(piece.sql()));
    return feature == null
        ? null
        : DbException.notSupported(feature).atPosition(piece.line(), piece.column());
  }

  private static @Nullable String feature(List<String> words) {
    if (words.isEmpty()) {
      return null;
    }
    String first = words.get(0);
    if (STATEMENTS.contains(first)) {
      return first.equals("ALTER") && words.size() > 1 ? first + " " + words.get(1) : first;
    }
    if (!first.equals("CREATE") && !first.equals("DROP")) {
      return null;
    }
    int next = words.size() > 2 && words.get(1).equals("OR") ? 3 : 1;
    return words.size() > next && OBJECTS.contains(words.get(next))
        ? first + " " + words.get(next)
        : null;
  }

  private static List<String> firstWords(String sql) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(sql);
    while (words.size() < WORDS_MAX && matcher.find()) {
      words.add(matcher.group(1).toUpperCase(Locale.ROOT));
    }
    return words;
  }
}
