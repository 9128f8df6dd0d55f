package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(JdbcContract.Where.class)
class UpsertContractTest extends JdbcContract {
  private static final String COUNT =
      "INSERT INTO COUNTED VALUES (?, 1)"
          + " ON CONFLICT (K) DO UPDATE SET N = COUNTED.N + EXCLUDED.N";

  UpsertContractTest(Where where) {
    super(where);
  }

  @BeforeEach
  void createTables() throws SQLException {
    run("CREATE TABLE COUNTED (K INTEGER PRIMARY KEY, N INTEGER)");
  }

  @Test
  void countsAndBatches() throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(COUNT)) {
      for (int i = 0; i < 5; i++) {
        upsert.setInt(1, i % 2);
        upsert.addBatch();
      }
      assertEquals(5, upsert.executeBatch().length);
      upsert.setInt(1, 7);
      assertEquals(1, upsert.executeUpdate());
    }
    try (Statement statement = connection.createStatement()) {
      assertEquals(
          1,
          statement.executeUpdate(
              "INSERT INTO COUNTED VALUES (7, 0), (8, 0) ON CONFLICT DO NOTHING",
              Statement.RETURN_GENERATED_KEYS));
      assertEquals(List.of("8"), rows(statement.getGeneratedKeys()));
      assertEquals(
          2,
          statement.executeUpdate(
              "INSERT INTO COUNTED VALUES (9, 0), (8, 5) ON CONFLICT (K) DO UPDATE SET N = 6",
              new String[] {"K", "N"}));
      assertEquals(List.of("9|0", "8|6"), rows(statement.getGeneratedKeys()));
    }
    assertEquals(
        List.of("0|3", "1|2", "7|1", "8|6", "9|0"), rows("SELECT * FROM COUNTED ORDER BY K"));
  }

  @Test
  void theSecondWaitsAndThenUpdates() throws Exception {
    assertEquals(1, second(Connection.TRANSACTION_READ_COMMITTED, COUNT));
    assertEquals(List.of("1|2"), rows("SELECT * FROM COUNTED"));
  }

  @Test
  void theSecondWaitsAndThenDoesNothing() throws Exception {
    String sql = "INSERT INTO COUNTED VALUES (?, 5) ON CONFLICT DO NOTHING";
    assertEquals(0, second(Connection.TRANSACTION_READ_COMMITTED, sql));
    assertEquals(List.of("1|1"), rows("SELECT * FROM COUNTED"));
  }

  @Test
  void aFixedSnapshotIsToBeTakenAnew() {
    for (int level :
        new int[] {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE}) {
      ExecutionException failure =
          assertThrows(ExecutionException.class, () -> second(level, COUNT));
      assertEquals("40001", assertInstanceOf(SQLException.class, failure.getCause()).getSQLState());
    }
  }

  /** The count of an upsert in a transaction, while another one has inserted the same key. */
  private int second(int isolation, String sql) throws Exception {
    run("DELETE FROM COUNTED");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other = connect()) {
      connection.setAutoCommit(false);
      run("INSERT INTO COUNTED VALUES (1, 1)");
      other.setTransactionIsolation(isolation);
      other.setAutoCommit(false);
      try (Statement look = other.createStatement()) {
        assertEquals(List.of("0"), rows(look.executeQuery("SELECT COUNT(*) FROM COUNTED")));
      }
      Future<Integer> count =
          thread.submit(
              () -> {
                try (PreparedStatement upsert = other.prepareStatement(sql)) {
                  upsert.setInt(1, 1);
                  int changed = upsert.executeUpdate();
                  other.commit();
                  return changed;
                }
              });
      assertThrows(TimeoutException.class, () -> count.get(200, TimeUnit.MILLISECONDS));
      assertFalse(count.isDone());
      connection.commit();
      return count.get();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
      thread.shutdown();
    }
  }

  @Test
  void noIncrementIsLost() throws Exception {
    int threads = 4;
    int rounds = 100;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch begin = new CountDownLatch(1);
    List<Future<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Callable<Integer> work =
          () -> {
            begin.await();
            try (Connection own = connect();
                PreparedStatement upsert = own.prepareStatement(COUNT)) {
              int total = 0;
              for (int round = 0; round < rounds; round++) {
                upsert.setInt(1, round % 7);
                total += upsert.executeUpdate();
              }
              return total;
            }
          };
      workers.add(pool.submit(work));
    }
    begin.countDown();
    for (Future<Integer> worker : workers) {
      assertEquals(rounds, worker.get());
    }
    pool.shutdown();
    assertEquals(List.of(Integer.toString(threads * rounds)), rows("SELECT SUM(N) FROM COUNTED"));
  }
}
