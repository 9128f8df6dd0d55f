package org.lightningdb.sql.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.RelationalDatabase;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.information.InformationSchema;
import org.lightningdb.sql.lower.CalciteQueryPlanner;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.session.AutomaticAnalysis;
import org.lightningdb.sql.session.PlanCache;
import org.lightningdb.sql.session.SessionFactory;
import org.lightningdb.sql.session.SqlUser;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Queries that several threads work for and that do not fit in memory end cleanly when the disk is
 * full and when they are cancelled: with the right state, without files, without memory.
 */
final class SpillingWorkersTest {
  private static final long SEED = 5;
  private static final int ROWS = 12_000;
  private static final int CANCELS_TRIED = 50;

  private static final List<String> QUERIES =
      List.of(
          "SELECT a.id, b.t FROM a LEFT JOIN b ON a.k = b.k AND a.id > b.id",
          "SELECT k, t, COUNT(*), SUM(v), MAX(id) FROM a WHERE v > 5 GROUP BY k, t",
          "SELECT COUNT(DISTINCT id), COUNT(DISTINCT t), SUM(DISTINCT v) FROM a WHERE v > 5",
          "SELECT id, t FROM a WHERE v < 990 ORDER BY t DESC, id",
          "SELECT id, t, SUM(v) OVER (ORDER BY v, id ROWS BETWEEN 50 PRECEDING AND 5 FOLLOWING)"
              + " FROM a WHERE v < 990",
          "SELECT a.id, a.t, b.t FROM a FULL JOIN b ON a.v > b.v + 998",
          "WITH RECURSIVE r(n, t) AS (SELECT id, t FROM a WHERE v < 990 UNION"
              + " SELECT n + 5000, t FROM r WHERE n < 20000) SELECT * FROM r");

  private final SimVfs vfs = SimVfs.memory("spilling-workers");
  private final RelationalDatabase database =
      RelationalDatabase.open(vfs, EngineOptions.defaults(), EngineServices.system());
  private final HelperThreads helpers = new HelperThreads(SpillingWorkersTest::daemon, 4);
  private final SqlUser user =
      new SqlUser(
          new SessionFactory(
                  new AtomicLong(),
                  database,
                  new CalciteQueryPlanner(LightningParser::parseExpression),
                  new InformationSchema().tables(),
                  new PlanCache(100),
                  Clock.systemUTC(),
                  System::nanoTime,
                  ZoneOffset.UTC,
                  () -> new Random(SEED),
                  new AutomaticAnalysis(database, null),
                  1,
                  helpers,
                  4)
              .open("tester", Durability.NONE));

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @BeforeEach
  void fill() {
    Random random = new Random(SEED);
    for (String table : List.of("a", "b")) {
      user.run("CREATE TABLE " + table + " (id INT PRIMARY KEY, k INT, v INT, t VARCHAR(90))");
      for (int first = 0; first < ROWS; first += 1000) {
        StringBuilder insert = new StringBuilder("INSERT INTO " + table + " VALUES ");
        for (int id = first; id < first + 1000; id++) {
          insert.append(id == first ? "(" : ", (").append(id);
          insert.append(", ").append(random.nextInt(ROWS / 2));
          insert.append(", ").append(random.nextInt(1000));
          insert.append(", 'a text that takes some room, as texts may do, ");
          insert.append(random.nextInt(100_000_000)).append("')");
        }
        user.run(insert.toString());
      }
      user.run("ANALYZE " + table);
    }
    database.checkpoint();
    user.run("SET parallel_workers = 4");
    user.run("SET parallel_rows = 1");
    user.run("SET query_memory = 1");
  }

  @AfterEach
  void close() {
    vfs.faults().unlimitFreeBytes();
    user.close();
    helpers.close();
    database.close();
  }

  private String setting(String name) {
    return String.valueOf(database.settings().get(name));
  }

  /** How a query fails; null if it does not. */
  private @Nullable SqlState failure(String sql) {
    try {
      user.run(sql);
      return null;
    } catch (DbException e) {
      return e.state();
    }
  }

  private void assertNothingLeft(String reserved, String sql) {
    assertEquals("0", setting("scratch_files_open"), sql);
    assertEquals(reserved, setting("memory_reserved_bytes"), sql);
  }

  @Test
  void endsCleanlyWhenTheDiskIsFull() {
    for (String sql : QUERIES) {
      assertNull(failure(sql), sql);
      String reserved = setting("memory_reserved_bytes");
      int failures = 0;
      for (long free = 0; ; free = 500 + 3 * free) {
        vfs.faults().limitFreeBytes(free);
        SqlState state = failure(sql);
        vfs.faults().unlimitFreeBytes();
        assertNothingLeft(reserved, sql);
        if (state == null) {
          break;
        }
        assertEquals(SqlState.DISK_FULL, state, sql);
        failures++;
      }
      assertTrue(failures > 1, sql);
    }
  }

  @Test
  void endsCleanlyWhenCancelled() throws InterruptedException, ExecutionException {
    for (String sql : QUERIES) {
      assertNull(failure(sql), sql);
      String reserved = setting("memory_reserved_bytes");
      int cancelled = 0;
      for (int i = 0; i < CANCELS_TRIED && cancelled < 2; i++) {
        CompletableFuture<@Nullable SqlState> query =
            CompletableFuture.supplyAsync(() -> failure(sql), task -> daemon(task).start());
        while (!query.isDone() && setting("scratch_files_open").equals("0")) {
          Thread.onSpinWait();
        }
        user.session().cancel();
        SqlState state = query.get();
        assertNothingLeft(reserved, sql);
        if (state != null) {
          assertEquals(SqlState.QUERY_CANCELED, state, sql);
          cancelled++;
        }
      }
      assertEquals(2, cancelled, sql);
    }
  }
}
