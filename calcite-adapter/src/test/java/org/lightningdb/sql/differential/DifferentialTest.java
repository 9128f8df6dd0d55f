package org.lightningdb.sql.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.sql.plan.PlanMethod;

/**
 * Random queries over NULL-rich tables must have the same answers here, in whatever way they are
 * asked, and in H2. More of them, and others: {@code -Dlightning.differential.queries=50000
 * -Dlightning.differential.seed=7}; beside PostgreSQL: {@code
 * -Dlightning.differential.jdbc=jdbc:postgresql://…}. The first wrong answer and the first refusal
 * are made smaller.
 */
class DifferentialTest {
  private static final int QUERIES_PER_DATABASE = 50;
  private static final int CHANGES_PER_DATABASE = 10;
  private static final int TRIES_MAX = 2_000;

  private final AtomicBoolean refusalShrunk = new AtomicBoolean();
  private final AtomicBoolean answerShrunk = new AtomicBoolean();

  @Test
  @Timeout(value = 8, unit = TimeUnit.HOURS)
  void answersAsTheOtherDoes() throws InterruptedException, ExecutionException {
    SeedRuns runs = SeedRuns.of("differential", 20_260_304L, 10_000, QUERIES_PER_DATABASE);
    assertEquals("", runs.differences(this::queries));
  }

  private List<String> queries(long seed) throws SQLException {
    List<String> different = new ArrayList<>();
    Random random = new Random(seed);
    TestTables tables = TestTables.random(random);
    boolean large = random.nextBoolean();
    RandomQueries queries = new RandomQueries(random, OtherDatabase.dialect());
    try (TwinDatabases databases = new TwinDatabases(tables, large)) {
      for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
        Query query = queries.next();
        Set<PlanMethod> avoided = someMethods(random);
        String difference = difference(new Comparison(databases, query, avoided));
        if (difference != null) {
          different.add("seed " + seed + ": " + query.sql() + "\n  " + difference);
          boolean refusal = Comparison.isRefusal(difference);
          if (!(refusal ? refusalShrunk : answerShrunk).getAndSet(true)) {
            Shrinker shrinker = new Shrinker(tables, large, query, avoided, difference, TRIES_MAX);
            different.add("made smaller:\n" + shrinker.script());
          }
        }
      }
    }
    return different;
  }

  private static @Nullable String difference(Comparison comparison) {
    try {
      return comparison.difference();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the generator wrote bad SQL: " + comparison.query().theirs(), e);
    }
  }

  private static Set<PlanMethod> someMethods(Random random) {
    Set<PlanMethod> methods = EnumSet.noneOf(PlanMethod.class);
    for (PlanMethod method : PlanMethod.values()) {
      if (random.nextBoolean()) {
        methods.add(method);
      }
    }
    return methods;
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.HOURS)
  void changesAsTheOtherDoes() throws InterruptedException, ExecutionException {
    SeedRuns runs = SeedRuns.of("differential", 20_260_304L, 10_000, 5 * CHANGES_PER_DATABASE);
    assertEquals("", runs.differences(DifferentialTest::changes));
  }

  private static List<String> changes(long seed) throws SQLException {
    RandomChanges changes = new RandomChanges(new Random(seed));
    try (TwinDatabases databases = new TwinDatabases(seed)) {
      for (int i = 0; i < CHANGES_PER_DATABASE; i++) {
        String sql = changes.next();
        List<Long> counts = databases.change(sql);
        String all = "SELECT * FROM t1";
        List<String> expected = databases.theirs().ask(all, false);
        List<String> actual = databases.askSession(all, false);
        if (!actual.equals(expected) || !counts.get(0).equals(counts.get(1))) {
          return List.of("seed " + seed + ": " + sql + " " + counts);
        }
      }
    }
    return List.of();
  }
}
