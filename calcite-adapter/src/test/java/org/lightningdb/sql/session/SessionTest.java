package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;
import org.lightningdb.sql.session.Session.BatchResult;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

class SessionTest {
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlDatabase database =
      databases.open(DatabaseAddress.inMemory("session"), Map.of("lockTimeoutMillis", "20000"));
  private final SqlUser user = new SqlUser(database.openSession("tester"));

  @BeforeEach
  void createTable() {
    user.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(10) DEFAULT 'none')");
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), database.check());
    databases.close();
  }

  private SqlUser other() {
    return new SqlUser(database.openSession("other"));
  }

  private long count() {
    return user.rows("SELECT 1 FROM t").size();
  }

  @Test
  void commitsEveryStatementByItself() {
    assertEquals(2, user.run("INSERT INTO t VALUES (1, 'a'), (2, DEFAULT)"));
    assertFalse(user.session().inTransaction());
    try (SqlUser other = other()) {
      assertEquals(
          List.of(List.of(1, "a"), List.of(2, "none")), other.rows("SELECT * FROM t ORDER BY id"));
    }
    assertEquals(1, user.run("INSERT INTO t (id) VALUES (?)", 3L));
    assertEquals(3, user.run("UPDATE t SET v = ? WHERE id < ?", "z", "10"));
    assertEquals(1, user.run("DELETE FROM t WHERE id = 2"));
    assertEquals(2, count());
  }

  @Test
  void undoesAFailedStatementOnly() {
    user.run("INSERT INTO t VALUES (1, 'a')");
    assertTrue(
        user.error(SqlState.UNIQUE_VIOLATION, "INSERT INTO t VALUES (2, 'b'), (1, 'c')")
            .contains("T"));
    assertEquals(1, count());
    user.run("BEGIN");
    user.run("INSERT INTO t VALUES (3, 'b')");
    user.error(SqlState.UNIQUE_VIOLATION, "INSERT INTO t VALUES (4, 'b'), (1, 'c')");
    user.error(SqlState.STRING_RIGHT_TRUNCATION, "UPDATE t SET v = 'much longer than ten'");
    user.error(SqlState.SYNTAX_ERROR, "SELEC");
    user.error(SqlState.UNDEFINED_COLUMN, "SELECT x FROM t");
    user.run("COMMIT");
    assertEquals(List.of(1, 3), user.column("SELECT id FROM t ORDER BY id"));
  }

  @Test
  void obeysTransactionStatements() {
    user.run("BEGIN");
    assertTrue(user.session().inTransaction());
    user.error(SqlState.ACTIVE_TRANSACTION, "BEGIN");
    user.run("INSERT INTO t VALUES (1, 'a')");
    user.run("SAVEPOINT one");
    user.run("INSERT INTO t VALUES (2, 'b')");
    user.run("SAVEPOINT two");
    user.run("INSERT INTO t VALUES (3, 'c')");
    user.run("ROLLBACK TO SAVEPOINT two");
    assertEquals(2, count());
    user.run("ROLLBACK TO one");
    user.error(SqlState.INVALID_SAVEPOINT, "ROLLBACK TO two");
    assertEquals(1, count());
    user.run("RELEASE SAVEPOINT one");
    user.error(SqlState.INVALID_SAVEPOINT, "RELEASE one");
    user.run("COMMIT");
    assertFalse(user.session().inTransaction());
    user.error(SqlState.INVALID_TRANSACTION_STATE, "SAVEPOINT x");
    assertEquals(1, count());
    user.run("ROLLBACK");
    user.run("COMMIT");
  }

  @Test
  void sharesOneTransactionWithoutAutoCommit() {
    user.session().setAutoCommit(false);
    user.run("INSERT INTO t VALUES (1, 'a')");
    try (SqlUser other = other()) {
      assertEquals(0L, other.value("SELECT COUNT(*) FROM t"));
      user.session().rollback();
      user.run("INSERT INTO t VALUES (2, 'a')");
      user.session().setAutoCommit(true);
      assertEquals(2, other.value("SELECT id FROM t"));
    }
    assertTrue(user.session().autoCommit());
  }

  @Test
  void honoursTransactionModes() {
    user.run("START TRANSACTION READ ONLY");
    user.error(SqlState.READ_ONLY_TRANSACTION, "INSERT INTO t VALUES (1, 'a')");
    user.error(SqlState.READ_ONLY_TRANSACTION, "CREATE TABLE u (a INT)");
    user.run("ROLLBACK");
    user.run("INSERT INTO t VALUES (1, 'a')");
    user.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    assertEquals(1, count());
    user.error(SqlState.ACTIVE_TRANSACTION, "SET TRANSACTION READ ONLY");
    try (SqlUser other = other()) {
      other.run("INSERT INTO t VALUES (2, 'b')");
      assertEquals(1, count());
      user.run("COMMIT");
      assertEquals(2, count());
    }
    user.run("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    assertEquals(Isolation.SERIALIZABLE, user.session().isolation());
    user.session().setReadOnly(true);
    user.error(SqlState.READ_ONLY_TRANSACTION, "DELETE FROM t");
    assertTrue(user.session().readOnly());
  }

  @Test
  void repeatsAStatementThatMetANewerRow() throws Exception {
    user.run("INSERT INTO t VALUES (1, '0')");
    int threads = 4;
    int rounds = 25;
    List<Thread> workers =
        java.util.stream.IntStream.range(0, threads)
            .mapToObj(
                number ->
                    new Thread(
                        () -> {
                          try (SqlUser worker = other()) {
                            worker.session().setAutoCommit(number % 2 == 0);
                            for (int i = 0; i < rounds; i++) {
                              worker.run(
                                  "UPDATE t SET v = CAST(CAST(v AS INTEGER) + 1 AS VARCHAR(10))");
                              worker.session().commit();
                            }
                          }
                        }))
            .toList();
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
    assertEquals(Integer.toString(threads * rounds), user.value("SELECT v FROM t"));
  }

  @Test
  void allowsOnlyRollbackAfterAConflict() {
    user.run("INSERT INTO t VALUES (1, 'a')");
    user.run("BEGIN ISOLATION LEVEL SNAPSHOT");
    assertEquals(1, count());
    try (SqlUser other = other()) {
      other.run("UPDATE t SET v = 'b'");
    }
    user.error(SqlState.SERIALIZATION_FAILURE, "UPDATE t SET v = 'c'");
    user.error(SqlState.INVALID_TRANSACTION_STATE, "SELECT 1");
    user.error(SqlState.SERIALIZATION_FAILURE, "COMMIT");
    assertFalse(user.session().inTransaction());
    assertEquals("b", user.value("SELECT v FROM t"));
  }

  @Test
  void returnsGeneratedKeys() {
    user.run(
        "CREATE TABLE k (id BIGINT GENERATED ALWAYS AS IDENTITY, a INT, b INT, PRIMARY KEY (b))");
    ExecuteOptions automatic = new ExecuteOptions(0, 0, List.of());
    try (StatementResult result =
        user.execute("INSERT INTO k (a, b) VALUES (1, 2), (3, 4)", automatic)) {
      assertEquals(2, result.updateCount());
      StatementResult keys = result.generatedKeys();
      assertNotNull(keys);
      assertEquals(List.of(List.of(1L), List.of(2L)), SqlUser.read(keys));
      assertEquals("ID", keys.columns().get(0).label());
      assertTrue(keys.columns().get(0).identity());
    }
    ExecuteOptions named = new ExecuteOptions(0, 0, List.of("b", "ID"));
    try (StatementResult result = user.execute("INSERT INTO k (a, b) VALUES (5, 6)", named)) {
      StatementResult keys = result.generatedKeys();
      assertNotNull(keys);
      assertEquals(List.of(List.of(6, 3L)), SqlUser.read(keys));
    }
    try (StatementResult result = user.execute("UPDATE k SET a = 0", automatic)) {
      assertNull(result.generatedKeys());
    }
    assertThrows(
        DbException.class,
        () ->
            user.execute(
                "INSERT INTO k (a, b) VALUES (7, 8)",
                new ExecuteOptions(0, 0, List.of("nothing"))));
    try (StatementResult result = user.execute("INSERT INTO t (id) VALUES (9)", automatic)) {
      StatementResult keys = result.generatedKeys();
      assertNotNull(keys);
      assertEquals(List.of(List.of(9)), SqlUser.read(keys), "the primary key stands in");
    }
  }

  @Test
  void runsBatchesAsOneStatement() {
    PreparedStatement insert = user.session().prepare("INSERT INTO t VALUES (?, ?)");
    List<List<Object>> rows =
        java.util.stream.IntStream.range(0, 3000)
            .mapToObj(i -> List.<Object>of(i, "v" + i))
            .toList();
    BatchResult result = user.session().executeBatch(insert, rows, ExecuteOptions.NONE);
    assertEquals(3000, result.updateCounts().stream().mapToLong(Long::longValue).sum());
    assertEquals(3000, count());
    PreparedStatement update = user.session().prepare("UPDATE t SET v = ? WHERE id >= ?");
    assertEquals(
        List.of(1L, 2L, 0L),
        user.session()
            .executeBatch(
                update,
                List.of(List.of("x", 2999), List.of("y", 2998), List.of("z", 9999)),
                ExecuteOptions.NONE)
            .updateCounts());
    List<List<Object>> bad = List.of(List.of(5000, "a"), List.of(1, "b"));
    assertThrows(
        DbException.class, () -> user.session().executeBatch(insert, bad, ExecuteOptions.NONE));
    assertEquals(3000, count());
    PreparedStatement query = user.session().prepare("SELECT 1");
    assertThrows(
        DbException.class,
        () -> user.session().executeBatch(query, List.of(List.of()), ExecuteOptions.NONE));
  }

  @Test
  void plansAgainWhenTheCatalogChanges() {
    PreparedStatement select = user.session().prepare("SELECT * FROM t WHERE id = ?");
    assertEquals(2, select.columns().size());
    user.run("INSERT INTO t VALUES (1, 'a')");
    try (SqlUser other = other()) {
      other.run("DROP TABLE t");
      other.run("CREATE TABLE t (id INT, x INT, y INT)");
      other.run("INSERT INTO t VALUES (1, 2, 3)");
    }
    try (StatementResult result = user.session().execute(select, List.of(1), ExecuteOptions.NONE)) {
      assertEquals(List.of(List.of(1, 2, 3)), SqlUser.read(result));
    }
    assertEquals(3, select.columns().size());
    user.run("DROP TABLE t");
    assertThrows(
        DbException.class, () -> user.session().execute(select, List.of(1), ExecuteOptions.NONE));
    user.run("CREATE TABLE t (id INT)");
  }

  @Test
  void usesThePlanCacheOnlyIfAllowed() {
    Compiled first = compiled("SELECT * FROM t");
    assertSame(first, compiled("SELECT * FROM t"));
    user.run("SET plan_cache = off");
    assertNotSame(first, compiled("SELECT * FROM t"));
    user.run("RESET plan_cache");
    assertSame(first, compiled("SELECT * FROM t"));
    user.run("CREATE TABLE u (a INT)");
    assertNotSame(first, compiled("SELECT * FROM t"));
  }

  private Compiled compiled(String sql) {
    return ((SessionStatement) user.session().prepare(sql)).compiled();
  }

  @Test
  void streamsRowsAndClosesThemAtTheEndOfTheTransaction() {
    user.run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    StatementResult one = user.execute("SELECT * FROM t", ExecuteOptions.NONE);
    StatementResult two = user.execute("SELECT * FROM t", ExecuteOptions.NONE);
    user.run("DELETE FROM t");
    assertEquals(2, SqlUser.read(one).size(), "an open result keeps its snapshot");
    assertEquals(2, SqlUser.read(two).size());
    user.run("INSERT INTO t VALUES (1, 'a')");
    user.run("BEGIN");
    StatementResult open = user.execute("SELECT * FROM t", ExecuteOptions.NONE);
    user.run("COMMIT");
    DbException error = assertThrows(DbException.class, () -> open.rows().next());
    assertEquals(SqlState.INVALID_CURSOR_STATE, error.state());
    try (StatementResult limited =
        user.execute("SELECT * FROM (VALUES 1, 2, 3)", new ExecuteOptions(0, 2, null))) {
      assertEquals(2, SqlUser.read(limited).size());
    }
  }

  @Test
  void convertsParameters() {
    assertEquals(
        Arrays.asList(1, "x", new BigDecimal("1.50"), LocalDate.of(2020, 1, 2), null),
        user.rows(
                "SELECT CAST(? AS INTEGER), CAST(? AS VARCHAR(5)), CAST(? AS DECIMAL(5, 2)),"
                    + " CAST(? AS DATE), CAST(? AS INTEGER)",
                "1",
                "x",
                1.5,
                java.sql.Date.valueOf("2020-01-02"),
                null)
            .get(0));
    assertTrue(
        user.error(SqlState.UNDEFINED_PARAMETER, "SELECT * FROM t WHERE id = ?").contains("1"));
    assertTrue(
        user.error(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, "SELECT * FROM t WHERE id = ?", "abc")
            .contains("parameter 1"));
    user.run("INSERT INTO t VALUES (1, 'a')");
    assertEquals(List.of(), user.rows("SELECT * FROM t WHERE v = ?", "longer than ten characters"));
  }

  @Test
  void comparesParametersExactly() {
    user.run("CREATE TABLE n (i INT PRIMARY KEY, d DECIMAL(5, 2), c CHAR(3), m TIMESTAMP(0))");
    PreparedStatement insert = user.session().prepare("INSERT INTO n VALUES (?, ?, ?, ?)");
    user.session()
        .execute(
            insert,
            List.of(1.6, 1.005, "ab", LocalDateTime.of(2020, 1, 1, 0, 0, 0, 400_000_000)),
            ExecuteOptions.NONE);
    LocalDateTime midnight = LocalDateTime.of(2020, 1, 1, 0, 0);
    assertEquals(
        List.of(List.of(2, new BigDecimal("1.01"), "ab ", midnight)), user.rows("SELECT * FROM n"));
    assertEquals(List.of(), user.column("SELECT i FROM n WHERE i = ?", 1.6));
    assertEquals(0, user.run("UPDATE n SET d = 0 WHERE i = ?", 1.6));
    assertEquals(0, user.run("UPDATE n SET d = 0 WHERE m = ?", midnight.plusNanos(400_000_000)));
    assertEquals(1, user.run("UPDATE n SET i = ? WHERE i = ?", "1.6", 2));
    user.error(SqlState.STRING_RIGHT_TRUNCATION, "UPDATE n SET c = ?", "abcd");
    user.error(SqlState.NUMERIC_OUT_OF_RANGE, "UPDATE n SET d = ?", 1000);
    user.error(
        SqlState.STRING_RIGHT_TRUNCATION, "INSERT INTO n (i, c) SELECT ?, ? FROM n", 7, "abcd");
    user.error(SqlState.INVALID_PARAMETER_VALUE, "SELECT i + ? FROM n", 1.5);
    assertEquals(List.of(2), user.column("SELECT i FROM n WHERE i = ?", 2.0));
    assertEquals(List.of(2), user.column("SELECT i FROM n WHERE i = ?", new BigDecimal("2.00")));
    for (Object near : List.of(1.005, "1.005", 1.014f, new BigDecimal("1.011"))) {
      assertEquals(List.of(), user.column("SELECT i FROM n WHERE d = ?", near), near.toString());
    }
    assertEquals(List.of(2), user.column("SELECT i FROM n WHERE d = ?", 1.01));
    assertEquals(List.of(2), user.column("SELECT i FROM n WHERE c = ?", "ab"));
    assertEquals(List.of(), user.column("SELECT i FROM n WHERE c = ?", "abcd"));
    assertEquals(List.of(2), user.column("SELECT i FROM n WHERE m = ?", midnight));
    assertEquals(
        List.of(2), user.column("SELECT i FROM n WHERE m < ?", midnight.plusNanos(1_000_000)));
    assertEquals(List.of(2), user.column("SELECT i FROM n WHERE m < ?", midnight.plusNanos(1_000)));
    assertEquals(List.of(), user.column("SELECT i FROM n WHERE m = ?", midnight.plusNanos(1_000)));
    user.run("UPDATE n SET m = ?", midnight.plusNanos(1_600_000_000));
    assertEquals(midnight.plusSeconds(2), user.value("SELECT m FROM n"));
  }

  @Test
  void endsRunningStatementsWhenItsDatabaseIsClosed() throws Exception {
    user.run("INSERT INTO t VALUES (1, 'a')");
    SqlUser holder = other();
    holder.run("BEGIN");
    holder.run("UPDATE t SET v = 'b'");
    List<SqlState> outcome = new CopyOnWriteArrayList<>();
    SqlDatabase second = databases.open(DatabaseAddress.inMemory("session"), Map.of());
    SqlUser waiting = new SqlUser(second.openSession("waiting"));
    Thread thread = new Thread(() -> outcome.add(waiting.error("UPDATE t SET v = 'c'").state()));
    thread.start();
    second.close();
    thread.join();
    assertTrue(
        List.of(SqlState.QUERY_CANCELED, SqlState.CONNECTION_CLOSED).contains(outcome.get(0)),
        outcome.toString());
    holder.close();
    assertEquals("a", user.value("SELECT v FROM t"));
  }

  @Test
  void setsAndShowsSettings() {
    assertEquals(List.of(List.of("durability", "group")), user.rows("SHOW durability"));
    user.run("SET durability = INTERVAL");
    assertEquals(Durability.INTERVAL, user.session().durability());
    assertEquals(
        "interval",
        user.value(
            "SELECT setting_value FROM information_schema.settings"
                + " WHERE setting_name = 'durability'"));
    user.run("RESET durability");
    assertEquals(Durability.GROUP, user.session().durability());
    user.error(SqlState.INVALID_PARAMETER_VALUE, "SET durability = sometimes");
    assertTrue(
        user.error(SqlState.UNDEFINED_OBJECT, "SET durabilty = none").contains("did you mean"));
    user.error(SqlState.UNDEFINED_OBJECT, "SHOW nothing_like_it");
    user.error(SqlState.FEATURE_NOT_SUPPORTED, "SET lock_timeout_millis = 5");
    assertTrue(user.rows("SHOW ALL").size() > 5);
    user.error(SqlState.UNDEFINED_SCHEMA, "SET SCHEMA nowhere");
  }

  @Test
  void explains() {
    List<Object> plan = user.column("EXPLAIN SELECT * FROM t WHERE id = 1");
    assertTrue(plan.toString().contains("T"), plan.toString());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    user.error(SqlState.FEATURE_NOT_SUPPORTED, "ALTER SESSION SET x = 1");
    user.error(SqlState.FEATURE_NOT_SUPPORTED, "CALL something()");
    user.error(SqlState.FEATURE_NOT_SUPPORTED, "CREATE TRIGGER g AFTER INSERT ON t");
  }

  @Test
  void reportsErrorsOfConstantsEveryTime() {
    PreparedStatement query = user.session().prepare("SELECT 1 / 0 FROM t");
    user.run("INSERT INTO t VALUES (1, 'a')");
    for (int i = 0; i < 3; i++) {
      DbException error =
          assertThrows(
              DbException.class,
              () -> SqlUser.read(user.session().execute(query, List.of(), ExecuteOptions.NONE)));
      assertEquals(SqlState.DIVISION_BY_ZERO, error.state(), error.getMessage());
    }
  }

  @Test
  void insertsDefaults() {
    user.run("CREATE TABLE d (id INT GENERATED ALWAYS AS IDENTITY, a INT DEFAULT 1 + 1, b INT)");
    user.run("INSERT INTO d DEFAULT VALUES");
    user.run("INSERT INTO d DEFAULT VALUES");
    assertEquals(
        List.of(Arrays.asList(1, 2, null), Arrays.asList(2, 2, null)),
        user.rows("SELECT * FROM d ORDER BY id"));
  }

  @Test
  void endsWithItsTime() {
    user.run("INSERT INTO t SELECT n, 'x' FROM (VALUES 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) AS v (n)");
    String endless =
        "SELECT COUNT(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k"
            + " WHERE a.id + b.id + c.id + d.id + e.id + f.id + g.id + h.id + i.id + k.id < 0";
    user.run("SET statement_timeout = 200");
    assertTrue(user.error(SqlState.QUERY_CANCELED, endless).contains("time"));
    user.run("RESET statement_timeout");
    assertEquals(10, count());
  }

  @Test
  void canBeCancelledFromOutside() throws Exception {
    user.run("INSERT INTO t VALUES (1, 'a')");
    try (SqlUser holder = other()) {
      holder.run("BEGIN");
      holder.run("UPDATE t SET v = 'b'");
      Thread canceller =
          new Thread(
              () -> {
                // Until the statement below is there to be cancelled, cancelling does nothing.
                while (!Thread.currentThread().isInterrupted()) {
                  user.session().cancel();
                  Thread.onSpinWait();
                }
              });
      canceller.start();
      user.error(SqlState.QUERY_CANCELED, "UPDATE t SET v = 'c'");
      canceller.interrupt();
      canceller.join();
      assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was taken back");
    }
    assertEquals("a", user.value("SELECT v FROM t"));
  }

  @Test
  void rollsBackOnClose() {
    SqlUser leaving = other();
    leaving.run("BEGIN");
    leaving.run("INSERT INTO t VALUES (1, 'a')");
    leaving.close();
    leaving.close();
    assertTrue(leaving.session().isClosed());
    leaving.error(SqlState.CONNECTION_CLOSED, "SELECT 1");
    assertEquals(0, count());
    user.run("INSERT INTO t VALUES (1, 'b')");
  }
}
