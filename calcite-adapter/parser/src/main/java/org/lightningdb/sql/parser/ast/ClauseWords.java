package org.lightningdb.sql.parser.ast;

import java.util.Locale;
import java.util.Set;

/** Words by which the grammar tells, looking one token ahead, what follows. */
public final class ClauseWords {
  private static final Set<String> BEHIND_LIST =
      Set.of(
          "",
          ")",
          ";",
          "EXCEPT",
          "FETCH",
          "FOR",
          "FROM",
          "GROUP",
          "HAVING",
          "INTERSECT",
          "INTO",
          "LIMIT",
          "MINUS",
          "OFFSET",
          "ON",
          "ORDER",
          "QUALIFY",
          "UNION",
          "WHERE",
          "WINDOW",
          "WITH");

  private static final Set<String> AT_QUERY = Set.of("(", "FROM", "SELECT", "VALUES", "WITH");

  private ClauseWords() {}

  /** Whether a token cannot be the next item of a list of expressions. */
  public static boolean endList(String token) {
    return BEHIND_LIST.contains(token.toUpperCase(Locale.ROOT));
  }

  /** Whether the ALL before a token is all there is of GROUP BY. */
  public static boolean endGrouping(String token) {
    return endList(token) || token.equalsIgnoreCase("RETURNING");
  }

  /** Whether a query begins with a token, and no name does. */
  public static boolean beginQuery(String token) {
    return AT_QUERY.contains(token.toUpperCase(Locale.ROOT));
  }
}
