package org.lightningdb.sql.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.differential.RandomQueries.Query;
import org.lightningdb.sql.plan.PlanMethod;

/**
 * Random queries over NULL-rich tables must have the same answers here and in H2. More of them:
 * {@code -Dlightning.differential.queries=50000 -Dlightning.differential.seed=7}.
 */
class DifferentialTest {
  private static final int QUERIES_PER_DATABASE = 50;
  private static final int CHANGES_PER_DATABASE = 10;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void answersAsH2Does() throws SQLException {
    long seed = Long.getLong("lightning.differential.seed", 20_260_304L);
    int count = Integer.getInteger("lightning.differential.queries", 4_000);
    List<String> different = new ArrayList<>();
    for (int done = 0; done < count; done += QUERIES_PER_DATABASE) {
      try (TwinDatabases databases = new TwinDatabases(seed + done)) {
        RandomQueries queries = new RandomQueries(new Random(seed + done));
        for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
          compare(databases, queries.next(), seed + done, different);
        }
      }
    }
    assertEquals("", String.join("\n", different));
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void changesAsH2Does() throws SQLException {
    long seed = Long.getLong("lightning.differential.seed", 20_260_304L);
    int count = Integer.getInteger("lightning.differential.queries", 4_000) / 5;
    List<String> different = new ArrayList<>();
    for (int done = 0; done < count; done += CHANGES_PER_DATABASE) {
      try (TwinDatabases databases = new TwinDatabases(seed + done)) {
        RandomQueries queries = new RandomQueries(new Random(seed + done));
        for (int i = 0; i < CHANGES_PER_DATABASE; i++) {
          String sql = queries.change();
          List<Long> counts = databases.change(sql);
          String all = "SELECT * FROM t1";
          List<String> expected = databases.askThem(all, false);
          List<String> actual = databases.askUs(all, false);
          if (!actual.equals(expected) || !counts.get(0).equals(counts.get(1))) {
            different.add("seed " + (seed + done) + ": " + sql + " " + counts);
            break;
          }
        }
      }
    }
    assertEquals("", String.join("\n", different));
  }

  private static void compare(
      TwinDatabases databases, Query query, long seed, List<String> different) throws SQLException {
    List<String> expected;
    try {
      expected = databases.askThem(query.theirs(), query.ordered());
    } catch (SQLException e) {
      throw new IllegalStateException("the generator wrote bad SQL: " + query.theirs(), e);
    }
    try {
      report(query, seed, expected, databases.askUs(query.sql(), query.ordered()), different);
      List<String> again = databases.askUsWithParameters(query.sql(), query.ordered());
      if (again != null) {
        report(query, seed, expected, again, different);
      }
      Set<PlanMethod> avoided = databases.someMethods();
      List<String> otherwise = databases.askUsOtherwise(query.sql(), query.ordered(), avoided);
      report(query, seed, expected, otherwise, different);
      List<String> shared = databases.askUsSharingPlans(query.sql(), query.ordered());
      report(query, seed, expected, shared, different);
    } catch (DbException e) {
      boolean refused = e.state() == SqlState.FEATURE_NOT_SUPPORTED;
      if (!refused || !e.getMessage().contains("outer join that uses columns of both sides")) {
        different.add("seed " + seed + ": " + query.sql() + "\n  " + e);
      }
    }
  }

  private static void report(
      Query query, long seed, List<String> expected, List<String> actual, List<String> different) {
    if (!actual.equals(expected)) {
      different.add(
          "seed " + seed + ": " + query.sql() + "\n  H2 : " + expected + "\n  we : " + actual);
    }
  }
}
