package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** Queries with little memory return what they return with much, and leave no file behind. */
final class SpillTest {
  private static final int ROWS = 25_000;
  private static final long SEED = 20261121;

  private int spills;
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlDatabase database = databases.open(DatabaseAddress.inMemory("spill"), Map.of());
  private final SqlUser user = new SqlUser(database.openSession("tester"));

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  private static final List<String> JOINS =
      List.of(
          "SELECT a.id, b.id, b.t FROM a JOIN b ON a.k = b.k",
          "SELECT a.id, b.id, b.d FROM a LEFT JOIN b ON a.k = b.k AND a.v < b.v",
          "SELECT a.id, b.id, b.d FROM a RIGHT JOIN b ON a.t = b.t AND a.k = b.k",
          "SELECT a.id, b.id, a.d FROM a FULL JOIN b ON a.id = b.id",
          "SELECT a.id, b.id, a.d FROM a FULL JOIN b ON a.k = b.k AND a.v = b.v",
          "SELECT a.id, b.id FROM a JOIN b ON a.skew = b.skew AND a.id = b.v",
          "SELECT a.id, b.id FROM a LEFT JOIN b ON a.skew = b.skew AND a.v = b.id + 1"
              + " WHERE a.id < 100 OR b.id IS NOT NULL",
          "SELECT id, t FROM a WHERE k IN (SELECT k FROM b WHERE v < 500)",
          "SELECT id, t FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k AND b.v > 900)",
          "SELECT id FROM a WHERE v NOT IN (SELECT k FROM b WHERE k IS NOT NULL)",
          "SELECT id, k IN (SELECT v FROM b) FROM a",
          "SELECT id, v IN (SELECT k FROM b) OR id < 10 FROM a",
          "SELECT a.id, a.t, a.w, b.id, b.t, b.w FROM a JOIN b ON a.v + 995 < b.v"
              + " AND a.id < 7000 AND b.id < 7000",
          "SELECT a.id, b.id, b.t FROM a LEFT JOIN b ON a.v + 1990 < b.v + b.skew WHERE a.id < 2000",
          "SELECT a.id, a.t, a.w, b.id, b.t, b.w FROM (SELECT * FROM a WHERE id < 8000) a"
              + " FULL JOIN (SELECT * FROM b WHERE id < 8000) b ON a.v - 997 > b.v",
          "SELECT id, t FROM a WHERE id < 2000"
              + " AND EXISTS (SELECT 1 FROM b WHERE b.v < a.v - 990 AND b.t < a.t)",
          "SELECT id, t FROM a WHERE id < 2000"
              + " AND NOT EXISTS (SELECT 1 FROM b WHERE b.v < a.v - 990 AND b.t < a.t)");

  private static final List<String> GROUPS =
      List.of(
          "SELECT k, COUNT(*), SUM(v), MAX(t), MIN(d) FROM a GROUP BY k",
          "SELECT id, t, COUNT(*), SUM(w) FROM a GROUP BY id, t",
          "SELECT k, v, t, COUNT(*) FROM a GROUP BY GROUPING SETS ((k, v), (t), ())",
          "SELECT k, COUNT(DISTINCT v) FROM a GROUP BY k",
          "SELECT COUNT(DISTINCT id), COUNT(DISTINCT t), SUM(DISTINCT w), AVG(DISTINCT d) FROM a",
          "SELECT skew, COUNT(DISTINCT t), SUM(DISTINCT id * 3), COUNT(DISTINCT w) FILTER (WHERE"
              + " v > 10), COUNT(*) FROM a GROUP BY skew",
          "SELECT COUNT(DISTINCT id), k, skew FROM a GROUP BY GROUPING SETS ((k), (skew), ())",
          "SELECT skew, LISTAGG(t) WITHIN GROUP (ORDER BY v, id), MODE(v),"
              + " PERCENTILE_DISC(0.3) WITHIN GROUP (ORDER BY w) FROM a GROUP BY skew",
          "SELECT DISTINCT k, t FROM a",
          "SELECT id, t FROM a INTERSECT SELECT id, t FROM b",
          "SELECT k, v FROM a INTERSECT ALL SELECT k, v FROM b",
          "SELECT id, v FROM a EXCEPT SELECT id, v FROM b WHERE v > 3",
          "SELECT k, v FROM a EXCEPT ALL SELECT k, v FROM b",
          "SELECT k, t FROM a UNION SELECT k, t FROM b");

  private static final List<String> RECURSIONS_AND_WINDOWS =
      List.of(
          "WITH RECURSIVE r(n, x, t) AS (SELECT id, v, t FROM a UNION ALL SELECT n + 9000, x, t FROM r"
              + " WHERE n < 50000) SELECT * FROM r",
          "WITH RECURSIVE r(n, x) AS (SELECT id, v FROM a UNION SELECT k, r.x / 2 FROM r JOIN a"
              + " ON r.n = a.id WHERE k IS NOT NULL) SELECT * FROM r",
          "SELECT id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v, id) FROM a",
          "SELECT id, SUM(v) OVER (PARTITION BY t) FROM a",
          "SELECT id, ROW_NUMBER() OVER (ORDER BY v, id), SUM(w) OVER (ORDER BY v, id) FROM a",
          "SELECT id, RANK() OVER (ORDER BY v), MAX(d) OVER (), LAG(t, 2000) OVER (ORDER BY id)"
              + " FROM a",
          "SELECT id, COUNT(*) OVER (PARTITION BY skew ORDER BY id), NTILE(9) OVER (ORDER BY id)"
              + " FROM a",
          "SELECT id, MIN(t) OVER (ORDER BY id ROWS BETWEEN 20 PRECEDING AND 1500 FOLLOWING),"
              + " SUM(w) OVER (ORDER BY v RANGE BETWEEN 20 PRECEDING AND 5 PRECEDING) FROM a");

  private static final List<String> SORTED =
      List.of(
          "SELECT id, v, t FROM a ORDER BY v, id DESC",
          "SELECT id, d, w FROM a ORDER BY w DESC, d NULLS FIRST, id",
          "SELECT t, id FROM a ORDER BY t DESC NULLS LAST, id OFFSET 2500 ROWS",
          "SELECT t, id FROM a ORDER BY t, id OFFSET 10 ROWS FETCH NEXT 20000 ROWS ONLY",
          "SELECT a.id, b.id FROM a JOIN b ON a.k = b.k ORDER BY a.id, b.id",
          "SELECT a.id, b.t FROM a JOIN (SELECT DISTINCT k, t FROM b WHERE v = 7 OR id < 4000) b"
              + " ON a.v = b.k AND a.id > 0 ORDER BY a.id, b.t",
          "SELECT a.id, a.w FROM a WHERE v IN (SELECT k FROM b WHERE t < 'b') ORDER BY a.id",
          "SELECT a.id, b.id FROM a LEFT JOIN b ON a.id = b.id + 3 AND a.t < b.t ORDER BY a.id");

  private void fill() {
    Random random = new Random(SEED);
    for (String table : List.of("a", "b")) {
      user.run(
          "CREATE TABLE "
              + table
              + " (id INTEGER PRIMARY KEY, k INTEGER, v INTEGER, skew INTEGER, t VARCHAR(60),"
              + " d DOUBLE, w DECIMAL(30, 5))");
      for (int first = 0; first < ROWS; first += 1000) {
        StringBuilder insert = new StringBuilder("INSERT INTO " + table + " VALUES ");
        for (int id = first; id < first + 1000; id++) {
          insert.append(id == first ? "(" : ", (").append(row(random, id)).append(')');
        }
        user.run(insert.toString());
      }
    }
  }

  private static String row(Random random, int id) {
    return id
        + ", "
        + (random.nextInt(20) == 0 ? "NULL" : random.nextInt(ROWS / 2))
        + ", "
        + random.nextInt(1000)
        + ", "
        + (random.nextInt(10) == 0 ? random.nextInt(100) : 7)
        + ", "
        + (random.nextInt(20) == 0
            ? "NULL"
            : "'a text of some length " + random.nextInt(5000) + "'")
        + ", "
        + (random.nextInt(20) == 0 ? "NULL" : random.nextInt(100) + ".5E0")
        + ", "
        + random.nextInt(1000)
        + "12345678901234567.12345";
  }

  private List<String> rows(String query) {
    List<String> rows = new ArrayList<>();
    user.rows(query).forEach(row -> rows.add(row.toString()));
    return rows;
  }

  private long written() {
    return Long.parseLong(setting("scratch_bytes_written"));
  }

  private String setting(String name) {
    return String.valueOf(
        user.column(
                "SELECT setting_value FROM information_schema.settings WHERE setting_name = '"
                    + name
                    + "'")
            .get(0));
  }

  /** Compares and says what is wrong, if anything. */
  private @Nullable String difference(String query) {
    user.run("SET query_memory = 500");
    List<String> expected = rows(query);
    long before = written();
    user.run("SET query_memory = 1");
    List<String> actual = rows(query);
    spills += written() == before ? 0 : 1;
    if (!setting("scratch_files_open").equals("0")) {
      return "left files: " + query;
    }
    if (!SORTED.contains(query)) {
      Collections.sort(expected);
      Collections.sort(actual);
    }
    return expected.equals(actual)
        ? null
        : "seed " + SEED + ", " + expected.size() + " rows, then " + actual.size() + ": " + query;
  }

  /**
   * Compares all.
   *
   * @param spilling how many of them do not fit in memory at least
   */
  private void compare(List<String> queries, int spilling) {
    fill();
    List<String> differences = new ArrayList<>();
    for (String query : queries) {
      String difference = difference(query);
      if (difference != null) {
        differences.add(difference);
      }
    }
    assertEquals(List.of(), differences);
    assertTrue(spills >= spilling, spills + " queries spilled");
  }

  @Test
  void joinsTheSameWithLittleMemory() {
    compare(JOINS, 11);
  }

  @Test
  void groupsTheSameWithLittleMemory() {
    compare(GROUPS, 12);
  }

  @Test
  void recursesAndLooksAroundTheSameWithLittleMemory() {
    compare(RECURSIONS_AND_WINDOWS, 8);
  }

  @Test
  void sortsTheSameWithLittleMemory() {
    compare(SORTED, 7);
  }
}
