package org.lightningdb.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.remote.RemoteLinkOpener;

/** Our own link against our server, with what the protocol lacks. */
final class RemoteLinkTest {
  private static final ExecuteRequest KEYS =
      new ExecuteRequest(ExecuteRequest.Expected.ANY, 0, 0, 0, List.of());

  private LightningServer server;
  private Link link;

  @BeforeEach
  void open() throws Exception {
    server =
        LightningServer.start(
            new H2Source("remote" + System.identityHashCode(this)),
            "127.0.0.1",
            0,
            null,
            new ServerLimits(3, 5, 1 << 20, TimeUnit.MINUTES.toNanos(1)));
    link = connect("shop");
  }

  @AfterEach
  void close() throws Exception {
    link.close();
    server.close();
  }

  private Link connect(String database) throws SQLException {
    return new RemoteLinkOpener()
        .open(
            new LinkAddress(
                LinkAddress.Place.REMOTE, database, "127.0.0.1", server.port(), "", "", Map.of()));
  }

  private long run(String sql) throws SQLException {
    try (LinkResult result = link.execute(sql, ExecuteRequest.PLAIN)) {
      return result.updateCount();
    }
  }

  private static List<List<@Nullable Object>> all(@Nullable RowStream rows) throws SQLException {
    assertNotNull(rows);
    List<List<@Nullable Object>> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
          row.add(rows.value(i));
          assertEquals(row.get(i) == null, rows.isNull(i));
        }
        values.add(row);
      }
      assertFalse(rows.next());
    }
    return values;
  }

  private List<List<@Nullable Object>> query(String sql) throws SQLException {
    return all(link.execute(sql, ExecuteRequest.PLAIN).rows());
  }

  @Test
  void valuesKeepTheirClasses() throws Exception {
    run(
        "create table v (s smallint, i integer, l bigint, r real, d double precision,"
            + " n decimal(20, 5), c varchar(20), bo boolean, da date, ts timestamp(3))");
    List<@Nullable Object> row =
        Arrays.asList(
            (short) -5,
            7,
            1L << 60,
            1.5f,
            -0.25,
            new BigDecimal("123456789012.34567"),
            "gr\u00fc\u00dfe",
            true,
            LocalDate.of(1582, 10, 4),
            LocalDateTime.of(1, 1, 1, 0, 0, 0, 7_000_000));
    List<@Nullable Object> nulls = new ArrayList<>(java.util.Collections.nCopies(10, null));
    try (LinkStatement insert =
        link.prepare("insert into v values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      assertFalse(insert.returnsRows());
      assertEquals(10, insert.parameters().size());
      assertEquals(Types.DECIMAL, insert.parameters().get(5).code());
      assertEquals(5, insert.parameters().get(5).scale());
      assertEquals(1, insert.execute(row, ExecuteRequest.PLAIN).updateCount());
      assertEquals(1, insert.execute(nulls, ExecuteRequest.PLAIN).updateCount());
    }
    assertEquals(List.of(row, nulls), query("select * from v order by s nulls last"));
    try (LinkStatement select = link.prepare("select i as x, l from v where i = ?")) {
      assertTrue(select.returnsRows());
      assertEquals("X", select.columns().get(0).label());
      assertEquals("I", select.columns().get(0).name());
      assertEquals("V", select.columns().get(1).table());
      assertEquals(
          List.of(List.of(7, 1L << 60)),
          all(select.execute(List.of(7), ExecuteRequest.PLAIN).rows()));
    }
  }

  @Test
  void aResultIsClosedBeforeItsEnd() throws Exception {
    ExecuteRequest few = new ExecuteRequest(ExecuteRequest.Expected.ROWS, 0, 0, 10, null);
    for (int i = 0; i < 20; i++) {
      LinkResult result = link.execute("select x from system_range(1, 1000)", few);
      RowStream rows = result.rows();
      assertNotNull(rows);
      for (int row = 1; row <= 25; row++) {
        assertTrue(rows.next());
        assertEquals((long) row, rows.longValue(0));
      }
      result.close();
    }
    try (LinkStatement select = link.prepare("select x from system_range(1, 1000)")) {
      for (int i = 0; i < 20; i++) {
        LinkResult result = select.execute(List.of(), few);
        assertNotNull(result.rows());
        assertTrue(result.rows().next());
        result.close();
      }
      assertEquals(1000, all(select.execute(List.of(), few).rows()).size());
    }
  }

  @Test
  void rowsMaxAndExpectedAreKept() throws Exception {
    ExecuteRequest three = new ExecuteRequest(ExecuteRequest.Expected.ROWS, 0, 3, 0, null);
    assertEquals(3, all(link.execute("select x from system_range(1, 9)", three).rows()).size());
    try (LinkStatement select = link.prepare("select x from system_range(1, 9)")) {
      assertEquals(3, all(select.execute(List.of(), three).rows()).size());
      assertEquals(9, all(select.execute(List.of(), ExecuteRequest.PLAIN).rows()).size());
    }
    SQLException refused =
        assertThrows(
            SQLException.class, () -> link.execute("create table never (i integer)", three));
    assertEquals("07005", refused.getSQLState());
    assertThrows(SQLException.class, () -> query("select * from never"));
  }

  @Test
  void keysComeBack() throws Exception {
    run("create table k (i integer generated always as identity, c varchar(9))");
    try (LinkResult result = link.execute("insert into k (c) values ('a'), ('b')", KEYS)) {
      assertEquals(2, result.updateCount());
      assertEquals(List.of(List.of(1), List.of(2)), all(result.generatedKeys()));
    }
    try (LinkStatement insert = link.prepare("insert into k (c) values (?)")) {
      assertEquals(List.of(List.of(3)), all(insert.execute(List.of("c"), KEYS).generatedKeys()));
      LinkStatement.BatchOutcome outcome =
          insert.executeBatch(List.of(List.of("d"), List.of("e")), KEYS);
      assertEquals(List.of(1L, 1L), outcome.updateCounts());
      assertEquals(List.of(List.of(4), List.of(5)), all(outcome.generatedKeys()));
      assertNull(insert.executeBatch(List.of(List.of("f")), ExecuteRequest.PLAIN).generatedKeys());
      ExecuteRequest named =
          new ExecuteRequest(ExecuteRequest.Expected.ANY, 0, 0, 0, List.of("C", "I"));
      assertEquals(
          List.of(List.of("g", 7)), all(insert.execute(List.of("g"), named).generatedKeys()));
    }
  }

  @Test
  void transactionsAndTheirProperties() throws Exception {
    assertTrue(link.autoCommit());
    run("create table t (i integer)");
    link.setAutoCommit(false);
    assertFalse(link.autoCommit());
    run("insert into t values (1)");
    link.setSavepoint("a \" b");
    run("insert into t values (2)");
    link.rollbackToSavepoint("a \" b");
    link.commit();
    run("insert into t values (3)");
    link.rollback();
    assertEquals(List.of(List.of(1)), query("select i from t"));
    link.setIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertEquals(Connection.TRANSACTION_SERIALIZABLE, link.isolation());
    assertFalse(link.readOnly());
    run("create schema other");
    link.setSchema("OTHER");
    assertEquals("OTHER", link.schema());
    run("insert into public.t values (4)");
    link.setAutoCommit(true);
    link.setSchema("PUBLIC");
    assertEquals(List.of(List.of(2L)), query("select count(*) from t"));
  }

  @Test
  void closingRollsBack() throws Exception {
    run("create table t (i integer)");
    Link other = connect("");
    other.setAutoCommit(false);
    other.execute("insert into t values (1)", ExecuteRequest.PLAIN).close();
    other.close();
    assertTrue(other.isClosed());
    assertEquals(List.of(List.of(0L)), query("select count(*) from t"));
    SQLException closed = assertThrows(SQLException.class, () -> other.prepare("values 1"));
    assertEquals("08003", closed.getSQLState());
  }

  @Test
  void anotherThreadCancels() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread runner =
        new Thread(
            () -> {
              try {
                query("select count(*) from system_range(1, 1000000) a, system_range(1, 1000000)");
              } catch (SQLException e) {
                failure.set(e);
              } finally {
                ended.countDown();
              }
            });
    runner.start();
    while (!ended.await(50, TimeUnit.MILLISECONDS)) {
      link.cancel();
    }
    assertTrue(failure.get() instanceof SQLTimeoutException, String.valueOf(failure.get()));
    assertTrue(link.isValid(5));
  }

  @Test
  void limitsAreErrorsAndNotForEver() throws Exception {
    Link second = connect("shop");
    Link third = connect("");
    SQLException tooMany = assertThrows(SQLException.class, () -> connect("shop"));
    assertEquals("53300", tooMany.getSQLState());
    third.close();
    Link fourth = connect("shop");
    List<LinkStatement> statements = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statements.add(fourth.prepare("values " + i));
    }
    SQLException open = assertThrows(SQLException.class, () -> fourth.prepare("values 9"));
    assertEquals("53000", open.getSQLState());
    statements.get(3).close();
    fourth.prepare("values 9").close();
    String large = "values '" + "x".repeat(2 << 20) + "'";
    SQLException tooLarge = assertThrows(SQLException.class, () -> fourth.prepare(large));
    assertTrue(String.valueOf(tooLarge.getMessage()).contains("413"), tooLarge.toString());
    fourth.close();
    second.close();
  }

  @Test
  void theServerSaysWhichDatabaseAndVersionItHas() throws Exception {
    assertEquals("7.8.9", link.databaseVersion());
    SQLException wrong = assertThrows(SQLException.class, () -> connect("warehouse"));
    assertEquals("3D000", wrong.getSQLState());
    assertTrue(String.valueOf(wrong.getMessage()).contains("shop"), wrong.toString());
  }

  @Test
  void aStoppedServerIsAnErrorOfTheConnection() throws Exception {
    assertTrue(link.isValid(5));
    server.close();
    assertFalse(link.isValid(5));
    SQLException failure = assertThrows(SQLException.class, () -> query("values 1"));
    assertTrue(String.valueOf(failure.getSQLState()).startsWith("08"), failure.toString());
  }
}
