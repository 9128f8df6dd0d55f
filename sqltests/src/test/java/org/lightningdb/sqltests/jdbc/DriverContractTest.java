package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lightningdb.jdbc.LightningDataSource;

@ParameterizedClass
@EnumSource(JdbcContract.Where.class)
class DriverContractTest extends JdbcContract {
  DriverContractTest(Where where) {
    super(where);
  }

  @Test
  void dataSource() throws SQLException {
    run("CREATE TABLE T (A INTEGER)");
    LightningDataSource source = new LightningDataSource();
    source.setUrl(url());
    source.setUser("ANN");
    try (Connection first = source.getConnection();
        Connection second = source.getConnection("BOB", "secret")) {
      assertEquals(List.of(), rows(first, "SELECT * FROM T"));
      assertEquals("ANN", first.getMetaData().getUserName());
      assertEquals("BOB", second.getMetaData().getUserName());
      assertFalse(first.getMetaData().getURL().contains("secret"));
    }
    source.setProperty("fetchRow", "1");
    fails("22023", source::getConnection);
    assertTrue(source.isWrapperFor(LightningDataSource.class));
  }

  /** A server that asks nobody for a password believes nobody's name either. */
  @Test
  void usersAreSeenBySql() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "CLARA");
    try (Connection named = DriverManager.getConnection(url(), properties)) {
      assertEquals(
          List.of(embedded() ? "CLARA" : "LIGHTNING"),
          rows(named, "SELECT CURRENT_USER FROM (VALUES (1)) AS T (X)"));
    }
  }

  @Test
  void propertyInfoNamesEveryOption() throws SQLException {
    DriverPropertyInfo[] infos =
        DriverManager.getDriver(url()).getPropertyInfo(url(), new Properties());
    List<String> names = Arrays.stream(infos).map(info -> info.name).toList();
    assertTrue(names.containsAll(List.of("user", "password")), names.toString());
    assertTrue(names.contains(embedded() ? "durability" : "fetchRows"), names.toString());
    for (DriverPropertyInfo info : infos) {
      assertFalse(info.description.isBlank(), info.name);
      if (info.value != null) {
        try (Connection same =
            DriverManager.getConnection(url() + ";" + info.name + "=" + info.value)) {
          assertTrue(same.isValid(5), info.name);
        }
      }
    }
  }

  @Test
  void optionsAreKept() throws SQLException {
    if (embedded()) {
      try (Connection lax = DriverManager.getConnection(url() + ";durability=none")) {
        assertEquals(List.of("durability|none"), rows(lax, "SHOW durability"));
      }
      assertEquals(List.of("durability|group"), rows("SHOW durability"));
    }
    connection.setClientInfo("ApplicationName", "contract");
    assertEquals("contract", connection.getClientInfo("ApplicationName"));
  }

  @Test
  void interruptedThreadsHurtNobody() throws Exception {
    run("CREATE TABLE T (A INTEGER PRIMARY KEY)");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> inserted =
          executor.submit(
              () -> {
                int count = 0;
                try (Connection own = connect();
                    var insert = own.prepareStatement("INSERT INTO T VALUES (?)")) {
                  for (int i = 0; i < 50; i++) {
                    Thread.currentThread().interrupt();
                    insert.setInt(1, i);
                    count += insert.executeUpdate();
                  }
                } catch (SQLException interrupted) {
                  return count;
                }
                return count;
              });
      int acknowledged = inserted.get();
      int found = Integer.parseInt(rows("SELECT COUNT(*) FROM T").get(0));
      assertTrue(found >= acknowledged, found + " rows of " + acknowledged);
      assertTrue(found <= acknowledged + 1, found + " rows of " + acknowledged);
      run("INSERT INTO T VALUES (1000)");
    } finally {
      executor.shutdownNow();
    }
  }
}
