package org.lightningdb.index.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

class TableLocksTest {
  private final TableLocks quick = new TableLocks(20);
  private final TableLocks patient = new TableLocks(60_000);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static void refused(Runnable action) {
    DbException error = assertThrows(DbException.class, action::run);
    assertEquals(SqlState.LOCK_NOT_AVAILABLE, error.state());
  }

  @Test
  void sharersExcludeOnlyTheExclusive() {
    TableLocks.Holder one = quick.newHolder();
    TableLocks.Holder two = quick.newHolder();
    one.shared(1, "t");
    two.shared(1, "t");
    one.shared(1, "t");
    TableLocks.Holder three = quick.newHolder();
    refused(() -> three.exclusive(1, "t"));
    three.exclusive(2, "u");
    one.releaseAll();
    two.releaseAll();
    three.exclusive(1, "t");
    refused(() -> one.shared(1, "t"));
    three.releaseAll();
    one.shared(1, "t");
    one.exclusive(1, "t");
    refused(() -> two.shared(1, "t"));
    one.releaseAll();
    two.exclusive(1, "t");
    two.releaseAll();
  }

  @Test
  void aWaiterGetsTheLockWhenItIsFree() throws Exception {
    TableLocks.Holder one = patient.newHolder();
    one.shared(1, "t");
    CountDownLatch started = new CountDownLatch(1);
    Future<?> waiter =
        threads.submit(
            () -> {
              TableLocks.Holder two = patient.newHolder();
              started.countDown();
              two.exclusive(1, "t");
              two.releaseAll();
            });
    assertTrue(started.await(10, TimeUnit.SECONDS));
    one.releaseAll();
    waiter.get(10, TimeUnit.SECONDS);
  }

  @Test
  void twoUpgradesAreADeadlock() throws Exception {
    TableLocks.Holder one = patient.newHolder();
    TableLocks.Holder two = patient.newHolder();
    one.shared(1, "t");
    two.shared(1, "t");
    Future<?> first =
        threads.submit(
            () -> {
              one.exclusive(1, "t");
              one.releaseAll();
            });
    Future<?> second =
        threads.submit(
            () -> {
              two.exclusive(1, "t");
              two.releaseAll();
            });
    Future<?> loser = awaitFailure(first, second);
    ExecutionException error = assertThrows(ExecutionException.class, loser::get);
    DbException cause = assertInstanceOf(DbException.class, error.getCause());
    assertEquals(SqlState.DEADLOCK_DETECTED, cause.state());
    (loser == first ? one : two).releaseAll();
    (loser == first ? second : first).get(10, TimeUnit.SECONDS);
  }

  private static Future<?> awaitFailure(Future<?> first, Future<?> second) {
    while (!first.isDone() && !second.isDone()) {
      Thread.onSpinWait();
    }
    return first.isDone() ? first : second;
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    TableLocks.Holder one = patient.newHolder();
    one.exclusive(1, "t");
    TableLocks.Holder two = patient.newHolder();
    Thread.currentThread().interrupt();
    DbException error = assertThrows(DbException.class, () -> two.shared(1, "t"));
    assertEquals(SqlState.QUERY_CANCELED, error.state());
    assertTrue(Thread.interrupted());
    one.releaseAll();
    two.shared(1, "t");
    two.releaseAll();
  }
}
