package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** Sessions that move money between accounts while another creates and drops an index on them. */
class ConcurrentSessionsTest {
  private static final int ACCOUNTS = 20;
  private static final int TRANSFERS = 25;
  private static final int CREDIT = 1000;

  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlDatabase database =
      databases.open(DatabaseAddress.inMemory("bank"), Map.of("lockTimeoutMillis", "60000"));
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean done = new AtomicBoolean();

  @AfterEach
  void close() {
    databases.close();
  }

  private interface Work {
    void run(SqlUser user);
  }

  private Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try (SqlUser user = new SqlUser(database.openSession("worker"))) {
                work.run(user);
              } catch (Throwable failure) {
                failures.add(failure);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void keepTheSumWhateverHappens() throws Exception {
    try (SqlUser user = new SqlUser(database.openSession("owner"))) {
      user.run("CREATE TABLE account (id INT PRIMARY KEY, balance INT NOT NULL)");
      for (int i = 0; i < ACCOUNTS; i++) {
        user.run("INSERT INTO account VALUES (?, ?)", i, CREDIT);
      }
      List<Thread> movers = new ArrayList<>();
      movers.add(start(worker -> transfer(worker, 1, "READ COMMITTED")));
      movers.add(start(worker -> transfer(worker, 2, "SNAPSHOT")));
      movers.add(start(worker -> transfer(worker, 3, "SERIALIZABLE")));
      Thread definer = start(this::define);
      Thread auditor = start(this::audit);
      for (Thread mover : movers) {
        mover.join();
      }
      done.set(true);
      definer.join();
      auditor.join();
      for (Throwable failure : failures) {
        throw new AssertionError(failure);
      }
      assertSum(user);
      assertEquals(List.of(), database.check());
    }
  }

  private void transfer(SqlUser user, long seed, String isolation) {
    Random random = new Random(seed);
    for (int i = 0; i < TRANSFERS; i++) {
      int from = random.nextInt(ACCOUNTS);
      int to = random.nextInt(ACCOUNTS);
      int amount = 1 + random.nextInt(50);
      while (!moved(user, isolation, from, to, amount)) {
        user.run("ROLLBACK");
      }
    }
  }

  private static boolean moved(SqlUser user, String isolation, int from, int to, int amount) {
    try {
      user.run("BEGIN ISOLATION LEVEL " + isolation);
      user.run("UPDATE account SET balance = balance - ? WHERE id = ?", amount, from);
      user.run("UPDATE account SET balance = balance + ? WHERE id = ?", amount, to);
      user.run("COMMIT");
      return true;
    } catch (DbException e) {
      if (e.isRetryable()) {
        return false;
      }
      throw e;
    }
  }

  private void define(SqlUser user) {
    while (!done.get()) {
      user.run("CREATE INDEX by_balance ON account (balance, id)");
      user.run("DROP INDEX by_balance");
    }
  }

  private void audit(SqlUser user) {
    while (!done.get()) {
      assertSum(user);
    }
  }

  private static void assertSum(SqlUser user) {
    long expected = (long) ACCOUNTS * CREDIT;
    assertEquals(expected, user.value("SELECT SUM(balance) FROM account"));
    assertEquals(expected, user.value("SELECT SUM(balance) FROM account WHERE balance > -99999"));
    assertEquals((long) ACCOUNTS, user.value("SELECT COUNT(*) FROM account"));
  }
}
