package org.lightningdb.sql.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random trees of joins give the same rows whatever order they are joined in. More of them: {@code
 * -Dlightning.joins.queries=50000 -Dlightning.joins.seed=7}.
 */
class JoinOrderTest {
  private static final int QUERIES_PER_DATABASE = 100;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void answersAsH2Does() throws InterruptedException, ExecutionException {
    SeedRuns runs = SeedRuns.of("joins", 20_261_121L, 1_000, QUERIES_PER_DATABASE);
    assertEquals("", runs.differences(JoinOrderTest::joins));
  }

  private static List<String> joins(long seed) throws SQLException {
    List<String> different = new ArrayList<>();
    Random random = new Random(seed);
    RandomJoins joins = new RandomJoins(random);
    try (TwinDatabases databases = new TwinDatabases(seed)) {
      for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
        compare(databases, joins.next(3 + random.nextInt(4)), seed, different);
      }
    }
    return different;
  }

  private static void compare(
      TwinDatabases databases, String sql, long seed, List<String> different) throws SQLException {
    List<String> expected = databases.theirs().ask(sql, false);
    List<String> actual = databases.askUs(sql, false);
    if (!actual.equals(expected)) {
      different.add("seed " + seed + ": " + sql + "\n  H2 : " + expected + "\n  we : " + actual);
    }
  }
}
