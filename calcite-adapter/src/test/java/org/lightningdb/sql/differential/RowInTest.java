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
 * IN and NOT IN of rows with NULLs, wherever they are written. H2 takes each comparison with a NULL
 * in a row for unknown, even where another column differs, so it is asked by what the standard
 * says: true if a row is equal, unknown if one may be.
 */
class RowInTest {
  private static final int QUERIES_PER_DATABASE = 40;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void answersAsTheStandardSays() throws InterruptedException, ExecutionException {
    SeedRuns runs = SeedRuns.of("rows", 20_261_122L, 400, QUERIES_PER_DATABASE);
    assertEquals("", runs.differences(RowInTest::rows));
  }

  private static List<String> rows(long seed) throws SQLException {
    List<String> different = new ArrayList<>();
    Random random = new Random(seed);
    try (TwinDatabases databases = new TwinDatabases(seed)) {
      for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
        compare(databases, random, seed, different);
      }
    }
    return different;
  }

  private static void compare(
      TwinDatabases databases, Random random, long seed, List<String> different)
      throws SQLException {
    String place = pick(random, PLACES);
    List<String> tests = test(random);
    String ours = place.formatted(tests.get(0));
    List<String> expected = databases.theirs().ask(place.formatted(tests.get(1)), false);
    List<String> actual = databases.askUs(ours, false);
    if (!actual.equals(expected)) {
      different.add("seed " + seed + ": " + ours + "\n  H2 : " + expected + "\n  we : " + actual);
    }
  }

  private static final List<String> PLACES =
      List.of(
          "SELECT o.id FROM t1 o WHERE %s",
          "SELECT o.id FROM t1 o WHERE NOT (%s)",
          "SELECT o.id FROM t1 o WHERE %s OR o.id = 3",
          "SELECT o.id, CASE WHEN %s THEN 1 ELSE 0 END FROM t1 o",
          "SELECT o.id, (%s) IS NULL FROM t1 o",
          "SELECT COUNT(*) FROM t1 o JOIN t2 p ON o.a = p.a WHERE %s",
          "SELECT o.id FROM t1 o LEFT JOIN t2 p ON o.a = p.a WHERE (%s) IS NOT TRUE",
          "SELECT p.id FROM t2 p WHERE EXISTS (SELECT 1 FROM t1 o WHERE o.b = p.b AND %s)",
          "SELECT p.id FROM t2 p WHERE NOT EXISTS (SELECT 1 FROM t1 o WHERE o.b = p.b AND %s)");

  /** A test as it is asked here, and as H2 understands it. */
  private static List<String> test(Random random) {
    String correlation =
        pick(random, List.of("", "", "i.b = o.b", "i.a = o.a", "i.id <> o.id", "i.id < 8"));
    boolean negated = random.nextInt(3) > 0;
    int size = 1 + random.nextInt(3);
    List<String> outer = new ArrayList<>();
    List<String> inner = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    List<String> maybe = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String o = "o." + pick(random, List.of("a", "b", "id", "a"));
      String n = "i." + pick(random, List.of("a", "b", "id", "a"));
      outer.add(o);
      inner.add(n);
      equal.add(o + " = " + n);
      maybe.add("(" + o + " = " + n + " OR " + o + " IS NULL OR " + n + " IS NULL)");
    }
    String table = pick(random, List.of("t1", "t2", "t3", "t3", "empty"));
    String ours =
        "(%s) %s (SELECT %s FROM %s i%s)"
            .formatted(
                String.join(", ", outer),
                negated ? "NOT IN" : "IN",
                String.join(", ", inner),
                table,
                correlation.isEmpty() ? "" : " WHERE " + correlation);
    String and = correlation.isEmpty() ? "" : " AND " + correlation;
    String theirs =
        "CASE WHEN EXISTS (SELECT 1 FROM %s i WHERE %s%s) THEN %s"
                .formatted(table, String.join(" AND ", equal), and, negated ? "FALSE" : "TRUE")
            + " WHEN EXISTS (SELECT 1 FROM %s i WHERE %s%s) THEN CAST(NULL AS BOOLEAN) ELSE %s END"
                .formatted(table, String.join(" AND ", maybe), and, negated ? "TRUE" : "FALSE");
    return List.of(ours, theirs);
  }

  private static String pick(Random random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
