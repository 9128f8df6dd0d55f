package org.lightningdb.sql.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.index.error.DbException;

/** Functions over NULL-rich rows give what they give in H2. */
class FunctionsTest {
  private static final int QUERIES_PER_DATABASE = 50;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void functionsAnswerAsH2Does() throws InterruptedException, ExecutionException {
    assumeTrue(OtherDatabase.dialect() == Dialect.H2, "written in the words of H2");
    SeedRuns runs = SeedRuns.of("differential", 20_261_121L, 250, QUERIES_PER_DATABASE);
    assertEquals("", runs.differences(FunctionsTest::calls));
  }

  private static List<String> calls(long seed) throws SQLException {
    List<String> different = new ArrayList<>();
    try (TwinDatabases databases = new TwinDatabases(seed)) {
      RandomFunctionCalls calls = new RandomFunctionCalls(new Random(seed));
      for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
        compare(databases, calls.query(), seed, different);
      }
    }
    return different;
  }

  private static void compare(
      TwinDatabases databases, RandomFunctionCalls.Twin query, long seed, List<String> different)
      throws SQLException {
    List<String> expected;
    try {
      expected = databases.theirs().ask(query.theirs(), false);
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
