package org.lightningdb.sql.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.sql.differential.RandomQueries.Query;

/**
 * Random queries over NULL-rich tables must have the same answers here and in H2. More of them:
 * {@code -Dlightning.differential.queries=5000 -Dlightning.differential.seed=7}.
 */
class DifferentialTest {
  private static final int QUERIES_PER_DATABASE = 50;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void answersAsH2Does() throws SQLException {
    long seed = Long.getLong("lightning.differential.seed", 20_260_304L);
    int count = Integer.getInteger("lightning.differential.queries", 250);
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

  private static void compare(
      TwinDatabases databases, Query query, long seed, List<String> different) throws SQLException {
    List<String> expected;
    try {
      expected = databases.askThem(query.sql(), query.ordered());
    } catch (SQLException e) {
      throw new IllegalStateException("the generator wrote bad SQL: " + query.sql(), e);
    }
    try {
      List<String> actual = databases.askUs(query.sql(), query.ordered());
      if (!actual.equals(expected)) {
        different.add(
            "seed " + seed + ": " + query.sql() + "\n  H2 : " + expected + "\n  we : " + actual);
      }
    } catch (RuntimeException e) {
      different.add("seed " + seed + ": " + query.sql() + "\n  " + e);
    }
  }
}
