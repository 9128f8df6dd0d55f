package org.lightningdb.sql.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.session.Session;
import org.lightningdb.sql.session.SqlUser;
import org.lightningdb.storage.spec.Durability;

class LightningDatabasesTest {
  private final LightningDatabases databases = LightningDatabases.create();

  @AfterEach
  void closeAll() {
    databases.close();
  }

  private SqlDatabase open(DatabaseAddress address, String... options) {
    Map<String, String> map = new java.util.HashMap<>();
    for (String option : options) {
      map.put(option.split("=", 2)[0], option.split("=", 2)[1]);
    }
    return databases.open(address, map);
  }

  private DbException failure(DatabaseAddress address, String... options) {
    return assertThrows(DbException.class, () -> open(address, options));
  }

  private static SqlUser user(SqlDatabase database) {
    return new SqlUser(database.openSession("tester"));
  }

  @Test
  void keepsWhatWasWrittenToADirectory(@TempDir Path directory) {
    DatabaseAddress address = DatabaseAddress.directory(directory.resolve("new/shop").toString());
    try (SqlDatabase database = open(address);
        SqlUser user = user(database)) {
      user.run("CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(10))");
      user.run("INSERT INTO t VALUES (1, 'x'), (2, NULL)");
      assertEquals(address.name(), database.location());
    }
    try (SqlDatabase database = open(address, "create=false");
        SqlUser user = user(database)) {
      assertEquals(List.of("x"), user.column("SELECT b FROM t WHERE a = 1"));
      assertEquals(List.of(), database.check());
    }
  }

  @Test
  void sharesAMemoryDatabaseUntilItsLastUserLeaves() {
    DatabaseAddress address = DatabaseAddress.inMemory("shared");
    SqlDatabase first = open(address);
    SqlUser writer = user(first);
    writer.run("CREATE TABLE t (a INT)");
    try (SqlDatabase second = open(address);
        SqlUser reader = user(second)) {
      first.close();
      assertTrue(writer.session().isClosed());
      assertEquals(0L, reader.value("SELECT COUNT(*) FROM t"));
    }
    try (SqlDatabase again = open(address);
        SqlUser user = user(again)) {
      user.error(SqlState.UNDEFINED_TABLE, "SELECT * FROM t");
    }
  }

  @Test
  void keepsAMemoryDatabaseAliveOnRequest() {
    DatabaseAddress address = DatabaseAddress.inMemory("kept");
    try (SqlDatabase database = open(address, "keepAlive=true");
        SqlUser user = user(database)) {
      user.run("CREATE TABLE t (a INT)");
    }
    try (SqlDatabase database = open(address);
        SqlUser user = user(database)) {
      assertEquals(0L, user.value("SELECT COUNT(*) FROM t"));
    }
  }

  @Test
  void givesEveryNamelessDatabaseToOneUser() {
    try (SqlDatabase one = open(DatabaseAddress.inMemory(""));
        SqlDatabase two = open(DatabaseAddress.inMemory(""));
        SqlUser user = user(one);
        SqlUser other = user(two)) {
      assertNotSame(one, two);
      user.run("CREATE TABLE t (a INT)");
      other.error(SqlState.UNDEFINED_TABLE, "SELECT * FROM t");
    }
  }

  @Test
  void namesTheNearestOption() {
    DbException error = failure(DatabaseAddress.inMemory("x"), "durabilty=none");
    assertEquals(SqlState.INVALID_PARAMETER_VALUE, error.state());
    assertTrue(error.text().contains("did you mean durability?"), error.text());
    assertTrue(
        failure(DatabaseAddress.inMemory("x"), "durability=often").text().contains("always"));
    assertTrue(
        failure(DatabaseAddress.inMemory("x"), "cacheBytes=big").text().contains("whole number"));
    assertTrue(failure(DatabaseAddress.inMemory("x"), "create=maybe").text().contains("true"));
  }

  @Test
  void refusesOtherOptionsThanTheOpenDatabaseHas() {
    DatabaseAddress address = DatabaseAddress.inMemory("options");
    try (SqlDatabase first = open(address, "cacheBytes=1000000", "durability=none");
        Session session = first.openSession("a")) {
      DbException error = failure(address, "cacheBytes=2000000");
      assertEquals(SqlState.OBJECT_IN_USE, error.state());
      assertTrue(error.text().contains("cacheBytes=1000000"), error.text());
      assertEquals(Durability.NONE, session.durability());
      try (SqlDatabase second = open(address, "durability=always");
          Session other = second.openSession("b")) {
        assertEquals(Durability.ALWAYS, other.durability());
      }
    }
  }

  @Test
  void saysWhatIsWrongWithALocation(@TempDir Path directory) throws Exception {
    DbException missing =
        failure(DatabaseAddress.directory(directory.resolve("nothing").toString()), "create=false");
    assertEquals(SqlState.UNABLE_TO_CONNECT, missing.state());
    Path file = Files.writeString(directory.resolve("file"), "no database");
    DbException notDirectory = failure(DatabaseAddress.directory(file.toString()));
    assertEquals(SqlState.UNABLE_TO_CONNECT, notDirectory.state());
    assertTrue(notDirectory.text().contains("not a directory"), notDirectory.text());
    DbException empty =
        failure(
            DatabaseAddress.directory(Files.createDirectory(directory.resolve("e")).toString()),
            "create=false");
    assertEquals(SqlState.UNABLE_TO_CONNECT, empty.state(), empty.text());
  }

  @Test
  void refusesADirectoryThatSomebodyElseHasOpen(@TempDir Path directory) {
    DatabaseAddress address = DatabaseAddress.directory(directory.toString());
    LightningDatabases others = LightningDatabases.create();
    try (SqlDatabase theirs = others.open(address, Map.of())) {
      DbException error = failure(address);
      assertEquals(SqlState.OBJECT_IN_USE, error.state(), theirs.location());
      assertTrue(error.text().contains(Long.toString(ProcessHandle.current().pid())), error.text());
    }
    open(address).close();
  }

  @Test
  void endsEverythingOnClose() {
    SqlDatabase database = open(DatabaseAddress.inMemory("end"), "keepAlive=true");
    SqlUser user = user(database);
    databases.close();
    user.error(SqlState.CONNECTION_CLOSED, "SELECT 1");
    assertEquals(SqlState.DATABASE_SHUT_DOWN, failure(DatabaseAddress.inMemory("end")).state());
  }
}
