package org.lightningdb.sqltests.script;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How the statements of a script come by their plans; their answers must be the same. */
enum Caching {
  /** Each statement is planned for itself. */
  OFF,
  /** Statements with the same text share a plan. */
  EXACT,
  /**
   * Statements share plans with such that have other literals, and such come before each of them.
   */
  SHARED {
    @Override
    void before(Connection connection, String sql) {
      try (PreparedStatement other = connection.prepareStatement(otherLiterals(sql))) {
        other.getMetaData();
      } catch (SQLException mayBeWrong) {
        // The other values are made up: they need not even be a date.
        return;
      }
    }
  };

  private static final Pattern LITERAL =
      Pattern.compile("'[^']*'|(?<![A-Za-z0-9_$.\"])\\d+(?:\\.\\d+)?(?![A-Za-z0-9_$\"])");

  /** To be called on a new connection. */
  void begin(Connection connection) throws SQLException {
    String setting = this == SHARED ? "on" : name();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache = '" + setting + "'");
    }
  }

  /** To be called before each statement of the script. */
  void before(Connection connection, String sql) {}

  /** The same statement with other numbers and texts of the same lengths. */
  static String otherLiterals(String sql) {
    return LITERAL.matcher(sql).replaceAll(Caching::other);
  }

  private static String other(MatchResult literal) {
    StringBuilder text = new StringBuilder();
    for (char c : literal.group().toCharArray()) {
      if (c >= '0' && c <= '9') {
        text.append((char) ('1' + (c - '0') % 9));
      } else {
        text.append(c >= 'a' && c < 'z' ? (char) (c + 1) : c);
      }
    }
    return java.util.regex.Matcher.quoteReplacement(text.toString());
  }
}
