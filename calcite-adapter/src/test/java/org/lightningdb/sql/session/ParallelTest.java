package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;
import org.lightningdb.storage.vector.VectorBatch;

/** Queries that several threads work at return what one alone returns. */
final class ParallelTest {
  private static final int ROWS = 20_000;

  private static final List<String> QUERIES =
      List.of(
          "SELECT COUNT(*), COUNT(v), SUM(v), MIN(v), MAX(v), AVG(v), SUM(w), MIN(t) FROM a",
          "SELECT COUNT(*), SUM(v) FROM a WHERE v < -5",
          "SELECT COUNT(*) FILTER (WHERE v > 10), BIT_XOR(v), MAX(d) FROM a WHERE id > 100",
          "SELECT k, COUNT(*), SUM(v), MAX(t), MIN(w) FROM a GROUP BY k",
          "SELECT id, t, COUNT(*), SUM(w) FROM a GROUP BY id, t",
          "SELECT t, v, SUM(d), AVG(d), COUNT(*) FROM a GROUP BY t, v",
          "SELECT k, v, t, COUNT(*) FROM a GROUP BY GROUPING SETS ((k, v), (t), ())",
          "SELECT k, COUNT(DISTINCT v) FROM a WHERE v > 10 GROUP BY k",
          "SELECT d, COUNT(*) FROM a GROUP BY d",
          "SELECT SUM(v) FROM (SELECT DISTINCT k, v FROM a) AS x",
          "SELECT id, v + 1, t FROM a WHERE v BETWEEN 100 AND 300 AND t IS NOT NULL",
          "SELECT id, v * 2 FROM a",
          "SELECT a.id, b.id, b.t FROM a JOIN b ON a.k = b.k WHERE a.v < 20",
          "SELECT a.k, COUNT(*), SUM(b.v) FROM a JOIN b ON a.k = b.k GROUP BY a.k",
          "SELECT a.id, b.t FROM a LEFT JOIN b ON a.v = b.id AND b.v > a.k",
          "SELECT a.id, b.id FROM a FULL JOIN b ON a.id = b.id + 10 WHERE a.v > 3 OR b.v > 3",
          "SELECT COUNT(*) FROM a JOIN b ON a.v = b.v AND a.id < b.id JOIN c ON c.id = b.k",
          "SELECT id FROM a WHERE k IN (SELECT k FROM b WHERE v < 500)",
          "SELECT id FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k AND b.v > 990)",
          "SELECT id, k IN (SELECT v FROM b) FROM a",
          "SELECT COUNT(*) FROM a JOIN c ON a.k = c.id AND c.v > 1000000",
          "SELECT id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v, id) FROM a WHERE v > 5",
          "SELECT id FROM a WHERE v > 5 INTERSECT SELECT id FROM b WHERE v > 5",
          "SELECT COUNT(*) FROM a WHERE v > (SELECT AVG(v) FROM b)",
          "SELECT id, (SELECT MAX(c.v) FROM c WHERE c.id = a.k) FROM a WHERE v < 100");

  private static final List<String> SORTED =
      List.of(
          "SELECT id, v FROM a WHERE v > 50 ORDER BY id",
          "SELECT id, v FROM a WHERE v > 50 ORDER BY id DESC",
          "SELECT id, v FROM a WHERE v > 50 ORDER BY v, id FETCH NEXT 100 ROWS ONLY",
          "SELECT a.id, b.id FROM a JOIN b ON a.k = b.k WHERE a.v > 900 ORDER BY a.id, b.id",
          "SELECT SUM(d), AVG(d) FROM a WHERE v > 50",
          "SELECT id FROM a WHERE v > 990");

  private final Queue<String> helpers = new ConcurrentLinkedQueue<>();
  private final LightningDatabases databases = LightningDatabases.warmingUp(this::thread);
  private final SqlDatabase database =
      databases.open(DatabaseAddress.inMemory("parallel"), Map.of());
  private final SqlUser user = new SqlUser(database.openSession("tester"));

  private Thread thread(Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              helpers.add(Thread.currentThread().getName());
              task.run();
            });
    thread.setDaemon(true);
    return thread;
  }

  @BeforeEach
  void fill() {
    for (String table : List.of("a", "b", "c")) {
      user.run(
          "CREATE TABLE "
              + table
              + " (id INTEGER PRIMARY KEY, k INTEGER, v INTEGER, t VARCHAR(20), d DOUBLE,"
              + " w DECIMAL(30, 5))");
    }
    insert("a", 1, ROWS);
    insert("b", 1, ROWS / 4);
    insert("c", 1, 100);
    user.run("SET parallel_rows = 1000");
  }

  private void insert(String table, int first, int last) {
    user.run(
        "INSERT INTO "
            + table
            + " WITH RECURSIVE n(i) AS (SELECT "
            + first
            + " UNION ALL SELECT i + 1 FROM n WHERE i < "
            + last
            + ") SELECT i, NULLIF(MOD(i * 7, 501), 13), MOD(i * 7919, 1009),"
            + " CASE WHEN MOD(i, 5) > 0 THEN 'text' || MOD(i, 37) END,"
            + " MOD(i * 31, 997) / 7e0, i * 1234567890123456.5 FROM n");
  }

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  private List<String> rows(String sql, boolean sorted) {
    List<String> rows = new ArrayList<>();
    for (List<@Nullable Object> row : user.rows(sql)) {
      rows.add(row.toString());
    }
    if (!sorted) {
      Collections.sort(rows);
    }
    return rows;
  }

  private void compareAll() {
    for (String sql : QUERIES) {
      user.run("SET parallel_workers = 1");
      List<String> alone = rows(sql, false);
      user.run("SET parallel_workers = 4");
      assertEquals(alone, rows(sql, false), sql);
    }
    for (String sql : SORTED) {
      user.run("SET parallel_workers = 1");
      List<String> alone = rows(sql, true);
      user.run("SET parallel_workers = 3");
      assertEquals(alone, rows(sql, true), sql);
    }
  }

  @Test
  void answersAreThoseOfOneThread() {
    compareAll();
    assertTrue(helpers.stream().anyMatch(name -> name.startsWith("lightning-query-")));
  }

  @Test
  void littleMemoryMakesNoDifference() {
    user.run("SET query_memory = 1");
    compareAll();
  }

  @Test
  void ownWritesAreSeen() {
    user.run("BEGIN");
    insert("a", ROWS + 1, ROWS + 3000);
    user.run("DELETE FROM a WHERE MOD(id, 3) = 0");
    user.run("UPDATE a SET v = v + 1 WHERE MOD(id, 7) = 0");
    compareAll();
    user.run("ROLLBACK");
    assertEquals((long) ROWS, user.value("SELECT COUNT(*) FROM a"));
  }

  @Test
  void plansShowIt() {
    user.run("SET parallel_workers = 3");
    String plan = user.column("EXPLAIN SELECT SUM(v) FROM a WHERE v > 3").toString();
    assertTrue(plan.contains("Exchange workers=3"), plan);
    user.run("SET parallel_workers = 2");
    plan = user.column("EXPLAIN SELECT SUM(v) FROM a WHERE v > 3").toString();
    assertTrue(plan.contains("Exchange workers=2"), plan);
    plan = user.column("EXPLAIN SELECT v FROM a WHERE id = 3").toString();
    assertFalse(plan.contains("Exchange"), plan);
    plan = user.column("EXPLAIN SELECT v FROM a WHERE v > 3 LIMIT 10").toString();
    assertFalse(plan.contains("Exchange"), plan);
    user.run("SET planner_avoids = 'parallel'");
    plan = user.column("EXPLAIN SELECT SUM(v) FROM a WHERE v > 3").toString();
    assertFalse(plan.contains("Exchange"), plan);
  }

  @Test
  void measuredPlansCountAllRows() {
    user.run("SET parallel_workers = 3");
    user.run("SET planner_avoids = 'lookup_join, merge_join'");
    String plan =
        user.column("EXPLAIN ANALYZE SELECT SUM(a.v) FROM a LEFT JOIN c ON a.k = c.id").toString();
    assertTrue(plan.contains("Exchange workers=3"), plan);
    assertEquals(5, plan.split("\\[rows=" + ROWS + " ", -1).length, plan);
  }

  @Test
  void errorOfOneEndsAll() {
    user.run("SET parallel_workers = 4");
    String sql = "SELECT SUM(100 / (id - 15000)) FROM a";
    user.error(SqlState.DIVISION_BY_ZERO, sql);
    user.error(SqlState.DIVISION_BY_ZERO, "SELECT 100 / (id - 15000) FROM a WHERE v >= 0");
    assertEquals((long) ROWS, user.value("SELECT COUNT(*) FROM a WHERE id > 0"));
  }

  @Test
  void cancelReachesAll() {
    user.run("SET parallel_workers = 4");
    user.run("SET statement_timeout = 1");
    user.error(
        SqlState.QUERY_CANCELED,
        "SELECT COUNT(*) FROM a x JOIN a y ON x.k = y.k JOIN a z ON y.k = z.k"
            + " WHERE x.v + y.v + z.v <> 7");
    user.run("SET statement_timeout = 0");
    assertEquals((long) ROWS, user.value("SELECT COUNT(*) FROM a WHERE id > 0"));
  }

  @Test
  void interruptedCallerWaitsForTheOthers() {
    user.run("SET parallel_workers = 4");
    Thread.currentThread().interrupt();
    Object count = user.value("SELECT COUNT(*) FROM a WHERE v >= 0");
    assertTrue(Thread.interrupted());
    assertEquals((long) ROWS, count);
    compareAll();
  }

  @Test
  void resultsMayBeClosedEarly() {
    user.run("SET parallel_workers = 4");
    for (int i = 0; i < 20; i++) {
      try (StatementResult result =
          user.execute("SELECT id, v + 1 FROM a WHERE v >= 0", ExecuteOptions.NONE)) {
        BatchCursor cursor = result.rows();
        VectorBatch batch = cursor.next();
        assertTrue(batch != null && batch.rowCount() > 0);
      }
    }
    assertEquals(5, user.rows("SELECT id FROM a WHERE v > 3 LIMIT 5").size());
  }

  @Test
  void openResultsDoNotSeeLaterWrites() {
    user.run("SET parallel_workers = 4");
    user.run("BEGIN");
    insert("a", ROWS + 1, ROWS + 10);
    try (StatementResult result =
        user.execute("SELECT id, v + 1 FROM a WHERE v >= 0", ExecuteOptions.NONE)) {
      VectorBatch first = result.rows().next();
      long rows = first == null ? 0 : first.rowCount();
      insert("a", ROWS + 11, ROWS + 500);
      user.run("DELETE FROM a WHERE id > 15000");
      assertEquals(ROWS + 10, rows + SqlUser.read(result).size());
    }
    user.run("ROLLBACK");
  }

  @Test
  void serializableNoticesWhatWorkersRead() {
    try (SqlUser other = new SqlUser(database.openSession("other"))) {
      user.run("SET parallel_workers = 4");
      user.run("BEGIN ISOLATION LEVEL SERIALIZABLE");
      Object sum = user.value("SELECT SUM(v) FROM a WHERE v >= 0");
      other.run("UPDATE a SET v = 5000 WHERE id = 17777");
      user.run("INSERT INTO c (id, v) VALUES (1000, ?)", sum);
      user.error(SqlState.SERIALIZATION_FAILURE, "COMMIT");
    }
  }

  @Test
  void changesReadInParallel() {
    user.run("SET parallel_workers = 4");
    assertEquals(ROWS, user.run("UPDATE a SET v = v + 1 WHERE v + 1 > 0"));
    assertEquals(ROWS, user.run("INSERT INTO a (id, v) SELECT id + 100000, v FROM a WHERE v > 0"));
    assertEquals(2L * ROWS, user.value("SELECT COUNT(*) FROM a WHERE v > 0"));
    assertEquals(2 * ROWS, user.run("DELETE FROM a WHERE v + 0 > 0"));
  }
}
