package org.lightningdb.sql.parser;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.parser.ast.SourceText;

/**
 * Recognises clauses that other databases know, by what stands before and behind the place where
 * the parser gave up.
 */
final class UnsupportedClause {
  /**
   * A clause.
   *
   * @param before what the text up to the place must look like
   * @param behind what the text from the place on must look like
   */
  private record Clause(String feature, Pattern before, Pattern behind) {
    static Clause of(String feature, String before, String behind) {
      int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
      return new Clause(feature, Pattern.compile(before, flags), Pattern.compile(behind, flags));
    }
  }

  private static final List<Clause> CLAUSES =
      List.of(
          Clause.of("FOR UPDATE", ".*", "FOR\\s+(UPDATE|SHARE)\\b.*"),
          Clause.of("FOR UPDATE", ".*\\bFOR\\s+", "(UPDATE|SHARE)\\b.*"));

  private UnsupportedClause() {}

  static @Nullable DbException recognize(String sql, int line, int column) {
    int offset = Math.min(SourceText.offset(sql, line, column), sql.length());
    String before = sql.substring(0, offset);
    String behind = sql.substring(offset);
    for (Clause clause : CLAUSES) {
      if (clause.before.matcher(before).matches() && clause.behind.matcher(behind).matches()) {
        return DbException.notSupported(clause.feature).atPosition(line, column);
      }
    }
    return null;
  }
}
