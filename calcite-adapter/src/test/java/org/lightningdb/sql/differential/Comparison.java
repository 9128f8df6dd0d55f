package org.lightningdb.sql.differential;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.plan.PlanMethod;

/**
 * Asks one query in every way there is: as it stands, with parameters, without some methods of
 * planning, without memory, and through a session that has a plan for other literals; and the other
 * database. All must answer alike.
 *
 * @param avoided the methods that one of the ways does without
 */
record Comparison(TwinDatabases databases, Query query, Set<PlanMethod> avoided) {
  /** One way to ask; null = the query cannot be asked so. */
  @FunctionalInterface
  private interface Way {
    @Nullable List<String> ask(String sql, boolean ordered);
  }

  /**
   * What differs; null = nothing.
   *
   * @throws SQLException if the other database refuses the query
   */
  @Nullable String difference() throws SQLException {
    int before = databases.ours().cautiousPlannings();
    String different = differentAnswer();
    if (different == null && databases.ours().cautiousPlannings() > before) {
      return "planned cautiously: a rule failed";
    }
    return different;
  }

  private @Nullable String differentAnswer() throws SQLException {
    String theirs = query.theirs();
    List<String> expected = theirs == null ? null : databases.theirs().ask(theirs, query.ordered());
    try {
      PreparedPlan.QueryPlan plan = databases.plan(query.sql());
      List<String> first = databases.askUs(plan, query.ordered());
      if (expected == null) {
        expected = first;
      }
      String different = difference("as it stands", expected, (sql, ordered) -> first);
      if (different == null) {
        different = difference("with parameters", expected, databases::askUsWithParameters);
      }
      if (different == null) {
        different =
            difference(
                "without " + PlanMethod.text(avoided),
                expected,
                (sql, ordered) -> databases.askUsOtherwise(sql, ordered, avoided));
      }
      if (different == null) {
        different =
            difference(
                "without memory",
                expected,
                (sql, ordered) -> databases.askUsWithoutMemory(plan, ordered));
      }
      if (different == null) {
        different =
            difference(
                "by several threads",
                expected,
                (sql, ordered) -> databases.askUsInParallel(sql, ordered, avoided));
      }
      return different != null
          ? different
          : difference("sharing plans", expected, databases::askUsSharingPlans);
    } catch (DbException e) {
      return isKnownLimit(e) ? null : e.toString();
    } catch (RuntimeException e) {
      return e + " at " + e.getStackTrace()[0];
    }
  }

  /** Whether that difference is an error, not an answer. */
  static boolean isRefusal(String difference) {
    return !difference.contains("\n  expected: ");
  }

  /** What fails in the same way: for an answer that differs nothing, for an error its words. */
  static String kind(String difference) {
    if (!isRefusal(difference)) {
      return "";
    }
    String words = difference.replaceAll("\\W*\\w*\\d\\w*\\W*|\"[^\"]*\"", " ");
    return words.substring(0, Math.min(words.length(), 80));
  }

  private static boolean isKnownLimit(DbException e) {
    return e.state() == SqlState.FEATURE_NOT_SUPPORTED
        && e.getMessage().contains("full join that uses columns of both sides");
  }

  private @Nullable String difference(String name, List<String> expected, Way way) {
    List<String> actual = way.ask(query.sql(), query.ordered());
    return actual == null || actual.equals(expected)
        ? null
        : name + "\n  expected: " + expected + "\n  answered: " + actual;
  }
}
