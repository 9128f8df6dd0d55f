package org.lightningdb.sql.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.index.error.DbException;

/** Functions over NULL-rich rows give what they give in H2. */
class FunctionsTest {
  private static final int QUERIES_PER_DATABASE = 50;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void functionsAnswerAsH2Does() throws SQLException {
    long seed = Long.getLong("lightning.differential.seed", 20_261_121L);
    int count = Integer.getInteger("lightning.differential.queries", 250);
    List<String> different = new ArrayList<>();
    for (int done = 0; done < count; done += QUERIES_PER_DATABASE) {
      try (TwinDatabases databases = new TwinDatabases(seed + done)) {
        RandomFunctionCalls calls = new RandomFunctionCalls(new Random(seed + done));
        for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
          compare(databases, calls.query(), seed + done, different);
        }
      }
    }
    assertEquals("", String.join("\n", different));
  }

  private static void compare(
      TwinDatabases databases, RandomFunctionCalls.Twin query, long seed, List<String> different)
      throws SQLException {
    List<String> expected;
    try {
      expected = databases.askThem(query.theirs(), false);
    } catch (SQLException e) {
      throw new IllegalStateException("the generator wrote bad SQL: " + query.theirs(), e);
    }
    String mark = "seed " + seed + ": " + query.ours();
    try {
      List<String> actual = databases.askUs(query.ours(), false);
      if (!actual.equals(expected)) {
        different.add(mark + "\n  H2 : " + expected + "\n  we : " + actual);
      }
    } catch (DbException e) {
      different.add(mark + "\n  " + e);
    }
  }
}
