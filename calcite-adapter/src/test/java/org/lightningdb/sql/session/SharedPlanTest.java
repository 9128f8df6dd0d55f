package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** A text whose plan came from another text behaves as one that is planned for itself. */
class SharedPlanTest {
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlDatabase database = databases.open(DatabaseAddress.inMemory("shared"), Map.of());
  private final SqlUser user = new SqlUser(database.openSession("tester"));

  @BeforeEach
  void createTables() {
    user.run(
        "CREATE TABLE t (id INT PRIMARY KEY, s SMALLINT, b BIGINT, n DECIMAL(8,2), v VARCHAR(5),"
            + " c CHAR(4), d DATE, x DOUBLE PRECISION, r REAL, f BOOLEAN, m TIMESTAMP(0), w"
            + " VARBINARY(4), UNIQUE (v))");
    user.run("CREATE TABLE two (v VARCHAR(5), n DECIMAL(6,1), c CHAR(3), PRIMARY KEY (v, n, c))");
    user.run(
        "INSERT INTO t VALUES (1, 1, 1, 1.5, 'a', 'a', DATE '2020-01-01', 1.5, 1.5, TRUE,"
            + " TIMESTAMP '2020-01-01 00:00:00', X'01'), (2, 2, 3000000000, 2.25, 'bc', 'bc',"
            + " DATE '2020-01-02', 2, 2, FALSE, NULL, NULL), (-3, NULL, NULL, NULL, NULL, NULL,"
            + " NULL, NULL, NULL, NULL, NULL, NULL)");
    user.run("INSERT INTO two VALUES ('a', 1.5, 'x'), ('a ', 2.0, 'xy')");
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), database.check());
    databases.close();
  }

  private long counter(String name) {
    return Long.parseLong((String) user.rows("SHOW " + name).get(0).get(1));
  }

  /** Rows with their columns, or the count, or the error with its place; and then the table. */
  private List<String> outcome(String sql) {
    List<String> outcome = new ArrayList<>();
    user.run("BEGIN");
    try (StatementResult result = user.execute(sql, ExecuteOptions.NONE)) {
      outcome.add(result.columns().toString());
      outcome.add(result.hasRows() ? text(SqlUser.read(result)) : "count " + result.updateCount());
    } catch (DbException e) {
      outcome.add(e.state() + " " + e.getMessage() + " " + e.position());
    }
    outcome.add(text(user.rows("SELECT * FROM t ORDER BY id, b + 0")));
    user.run("ROLLBACK");
    return outcome;
  }

  private static String text(List<List<@Nullable Object>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<@Nullable Object> row : rows) {
      for (Object value : row) {
        text.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value).append(' ');
      }
      text.append('|');
    }
    return text.toString();
  }

  private List<String> outcome(String caching, String sql) {
    user.run("SET plan_cache = '" + caching + "'");
    try {
      return outcome(sql);
    } finally {
      user.run("SET plan_cache = 'on'");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT id, v AS name FROM t WHERE id = % | 1 ; 2 ; -3 ; 4 ; 2147483647 ; -2147483648",
        "SELECT * FROM t WHERE id = % | 2147483648 ; 3000000000",
        "SELECT * FROM t AS q WHERE q.id = % AND q.n >= 1.50 | 1 ; 2",
        "SELECT n FROM t WHERE id = % | 1.5 ; 1.0 ; 2.0 ; -3.0",
        "SELECT n FROM t WHERE id = % | '1' ; '2' ; 'x'",
        "SELECT n FROM t WHERE id = 1 AND n = % | 1.5 ; 1.6 ; 9.9",
        "SELECT n FROM t WHERE id = 1 AND n <> % | 1.55 ; 1.50 ; 9.99",
        "SELECT n FROM t WHERE id = 1 AND b < % | 1 ; 2 ; -7",
        "SELECT n FROM t WHERE id = 1 AND s >= % | 40000 ; -40000 ; 1",
        "SELECT id FROM t WHERE id = 1 AND v = % | 'a' ; 'a ' ; 'longer than it'",
        "SELECT id FROM t WHERE id = 1 AND c = % | 'a' ; 'a   ' ; 'a    ' ; 'b'",
        "SELECT id FROM t WHERE id = 1 AND v > % | '' ; 'a' ; 'A'",
        "SELECT id FROM t WHERE id = 1 AND d = % | DATE '2020-01-01' ; DATE '2020-01-02' ; DATE '1'",
        "SELECT id FROM t WHERE id = 1 AND d = % | '2020-01-01' ; '2020-01-02' ; 'no date'",
        "SELECT id FROM t WHERE id = 1 AND x = % | 1.5 ; 1.6 ; 2.5",
        "SELECT id FROM t WHERE id = 1 AND r = % | 1.5 ; 0.1 ; 1.1",
        "SELECT id FROM t WHERE id = 1 AND f = % | 1 ; 0",
        "SELECT id FROM t WHERE id = 1 AND m = % | TIMESTAMP '2020-01-01 00:00:00' ; TIMESTAMP '2020-01-01 00:00:01'",
        "SELECT id FROM t WHERE id = 1 AND w = % | 'a' ; 'b'",
        "SELECT id, b FROM t WHERE v = % | 'a' ; 'bc' ; 'longer than it' ; 'a '",
        "SELECT * FROM two WHERE v = 'a' AND n = % AND c = 'x' | 1.5 ; 2.5 ; 1.6",
        "SELECT * FROM two WHERE v = 'a ' AND n = % AND c = 'xy ' | 2 ; 3 ; 77",
        "SELECT id FROM t WHERE id = % OR id = 2 | 1 ; 5",
        "SELECT id FROM t WHERE nosuch = % | 1 ; 2",
        "SELECT id FROM nosuch WHERE id = % | 1 ; 2",
        "SELECT id, nosuch FROM t WHERE id = % | 1 ; 2",
        "SELECT id, id FROM t WHERE id = % | 1 ; 2",
        "SELECT Id iD FROM t WHERE \"ID\" = % | 1 ; 2",
        "SELECT t.* FROM t WHERE id = % | 1 ; 2",
        "SELECT COUNT(*) FROM t WHERE id = % | 1 ; 5",
        "SELECT id + 1 FROM t WHERE id = % | 1 ; 5",
        "SELECT id FROM t WHERE id = % ORDER BY 1 | 1 ; 5",
        "SELECT id FROM t WHERE id = % LIMIT 0 | 1 ; 5",
        "SELECT DISTINCT id FROM t WHERE id = % | 1 ; 5",
        "SELECT id, b FROM t WHERE s = % | 1 ; 2 ; 3 ; 40000 ; -1",
        "SELECT id, b FROM t WHERE n = % AND c = 'a' ORDER BY id LIMIT 2 | 1.5 ; 2.5 ; 1.6",
        "SELECT COUNT(*), MAX(v), c FROM t WHERE c = % GROUP BY c HAVING COUNT(*) > 0 | 'a' ; 'a   ' ; 'bc' ; 'x'",
        "SELECT v, id FROM t WHERE d = % OR v = 'bc' | DATE '2020-01-01' ; DATE '2020-01-02' ; DATE '2021-01-02'",
        "SELECT id FROM t WHERE d = % | '2020-01-01' ; '2020-01-02' ; 'no date'",
        "SELECT id FROM t WHERE m = % | TIMESTAMP '2020-01-01 00:00:00' ; TIMESTAMP '2020-01-01 00:00:01'",
        "SELECT id FROM t WHERE s = % | '1' ; '2' ; 'x'",
        "SELECT id FROM t WHERE v = % | 1 ; 2",
        "SELECT id FROM t WHERE x = % | 1.5 ; 2.5",
        "SELECT id FROM t WHERE r = % | 1.5 ; 1.1",
        "SELECT id FROM t WHERE f = % | 1 ; 0",
        "SELECT id FROM t WHERE s > % AND n = 1.5 | 0 ; 1 ; 2",
        "SELECT a.id FROM t a JOIN t b ON a.id = b.id WHERE a.s = % AND b.s = 2 | 0 ; 1 ; 2",
        "SELECT id FROM t WHERE s IN (SELECT s FROM t WHERE b = %) | 1 ; 2 ; 3000000000",
        "SELECT id FROM t q WHERE s = % AND nosuch = 1 | 1 ; 2",
        "SELECT id FROM t WHERE s = % AND CURRENT_DATE = DATE '2020-01-01' | 1 ; 2",
        "UPDATE t SET b = b + 1, v = 'q' WHERE s = % | 1 ; 2 ; 77",
        "UPDATE t SET s = % WHERE s = 1 | 1 ; 2 ; 40000",
        "UPDATE t SET m = % WHERE s = 1 | '2020-01-01 00:00:00.4996' ; '2020-01-01 00:00:00.6'",
        "UPDATE t SET x = % WHERE s = 1 | 5 ; 6",
        "DELETE FROM t WHERE s = % | 1 ; 2 ; 77",
        "UPDATE t SET v = % WHERE id = 1 | 'z' ; 'y' ; 'much too long' ; 'bc' ; 'abcde  '",
        "UPDATE t SET v = % WHERE id = 77 | 'z' ; 'much too long'",
        "UPDATE t SET s = % WHERE id = 1 | 5 ; 40000 ; -7",
        "UPDATE t SET n = % WHERE id = 1 | 5.555 ; 1.005 ; 999999.995 ; 999999.994",
        "UPDATE t SET n = % WHERE id = 1 | '5.5' ; 'x' ; '7'",
        "UPDATE t SET f = % WHERE id = 1 | 1 ; 0",
        "UPDATE t SET v = % WHERE id = 1 | 1 ; 22 ; 123456",
        "UPDATE t SET d = % WHERE id = 1 | DATE '2021-01-01' ; DATE '2021-01-02'",
        "UPDATE t SET d = % WHERE id = 1 | '2021-01-01' ; 'no'",
        "UPDATE t SET x = % WHERE id = 1 | 1 ; 2 ; 3000000000",
        "UPDATE t SET x = %, r = 1.1 WHERE id = 1 | 1.25 ; 2.75",
        "UPDATE t SET m = % WHERE id = 1 | '2020-01-01 00:00:00.4996' ; '2020-01-01 00:00:00.6'",
        "UPDATE t SET id = % WHERE id = 1 | 9 ; 2 ; 1",
        "UPDATE t SET id = NULL WHERE id = % | 1 ; 77",
        "UPDATE t SET b = b + 1 WHERE id = % | 1 ; 2",
        "UPDATE t SET nosuch = % WHERE id = 1 | 1 ; 2",
        "UPDATE t q SET v = 'q' WHERE q.id = % | 1 ; 2",
        "DELETE FROM t WHERE id = % | 1 ; 2 ; 77",
        "DELETE FROM t WHERE id = 1 AND v = % | 'a' ; 'b'",
        "INSERT INTO t (id, v) VALUES % | (10, 'x') ; (11, 'y'), (12, NULL) ; (13, 'too long') ; (1, 'q') ; (14, 'x'), (14, 'w')",
        "INSERT INTO t (id, s, d, f, m, w) VALUES % | (10, 5, DATE '2020-02-03', TRUE, '2020-01-01 01:02:03.5', NULL) ; (11, -5, '2020-02-03', 'yes', NULL, NULL) ; (12, 1e2, NULL, 1, NULL, 'a') ; (13, 40000, NULL, 0, NULL, NULL) ; (14, TRUE, NULL, NULL, NULL, NULL)",
        "INSERT INTO t (id, x, r, n) VALUES % | (10, 1e0, 1.1, 1.005) ; (11, 0.1, -1e-3, -1.005) ; (12, 1, 2, 1e9)",
        "INSERT INTO t (id) VALUES % | (10) ; (NULL) ; (10), (NULL)",
        "INSERT INTO t VALUES % | (10) ; (11)",
        "INSERT INTO nosuch VALUES % | (10) ; (11)"
      })
  void behavesAsThoughPlannedForItself(String template, String values) {
    String[] literals = values.split(";", -1);
    List<List<String>> expected = new ArrayList<>();
    for (String literal : literals) {
      expected.add(outcome("off", template.replace("%", literal.strip())));
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < literals.length; i++) {
        String sql = template.replace("%", literals[i].strip());
        assertEquals(expected.get(i), outcome("on", sql), sql);
        assertEquals(expected.get(i), outcome("exact", sql), sql);
      }
    }
  }

  @Test
  void sharesPlans() {
    user.run("SELECT v FROM t WHERE id = 1");
    long before = counter("plan_cache_shared_misses");
    for (int i = 0; i < 100; i++) {
      user.run("SELECT v FROM t WHERE id = " + i);
      user.run("UPDATE t SET n = " + i + " WHERE id = " + i);
      user.run("INSERT INTO two VALUES ('v', " + (i + 2) + ", 'b'), ('w', 1, '" + i + "')");
      user.run("DELETE FROM t WHERE id = " + (1000 + i));
    }
    assertEquals(before + 2, counter("plan_cache_shared_misses"));
    assertTrue(counter("plan_cache_shared_hits") >= 397);
  }

  @Test
  void preparesAndRunsBatchesOfTextsWithLiterals() {
    PreparedStatement insert =
        user.session().prepare("INSERT INTO two VALUES ('p', 1, 'x'), ('p', 2, 'x')");
    assertEquals(List.of(), insert.parameterTypes());
    assertEquals(
        List.of(2L),
        user.session()
            .executeBatch(insert, List.of(List.of()), ExecuteOptions.NONE)
            .updateCounts());
    user.run("DELETE FROM two WHERE v = 'p'");
    PreparedStatement update = user.session().prepare("UPDATE t SET n = 7 WHERE id = 1");
    assertEquals(
        List.of(1L, 1L),
        user.session()
            .executeBatch(update, List.of(List.of(), List.of()), ExecuteOptions.NONE)
            .updateCounts());
    assertTrue(user.error("SELECT v FROM t WHERE id = 1", 5).getMessage().contains("0 parameters"));
    user.run("CREATE INDEX t_n ON t (n)");
    assertEquals(1, user.session().execute(update, List.of(), ExecuteOptions.NONE).updateCount());
  }

  @Test
  void pointPlansDescribeThemselvesAsOthersDo() {
    for (String condition :
        List.of("id = ?", "id = ? AND n < ?", "v = ?", "? = id AND c = ? AND d = ? AND s > ?")) {
      PreparedStatement point =
          user.session().prepare("SELECT id, n, v, c FROM t WHERE " + condition);
      PreparedStatement planned =
          user.session().prepare("SELECT id, n, v, c FROM t WHERE " + condition + " AND 1 = 1");
      assertEquals(planned.columns(), point.columns());
      assertEquals(planned.parameterTypes(), point.parameterTypes());
    }
    assertEquals(
        user.session().prepare("SELECT * FROM t WHERE id = ? AND 1 = 1").columns(),
        user.session().prepare("SELECT * FROM t WHERE id = ?").columns());
    String update =
        "UPDATE t SET s = ?, b = ?, n = ?, v = ?, c = ?, d = ?, x = ?, r = ?, f = ?,"
            + " m = ?, w = ? WHERE id = ?";
    assertEquals(
        user.session().prepare(update + " AND 1 = 1").parameterTypes(),
        user.session().prepare(update).parameterTypes());
  }
}
