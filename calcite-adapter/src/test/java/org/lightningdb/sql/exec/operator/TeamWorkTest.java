package org.lightningdb.sql.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.exec.QueryThreads;

/** Tasks of a team are done once each, and nobody works when it returns. */
final class TeamWorkTest {
  private static final int TASKS = 7;

  private final ExecutorService pool = Executors.newFixedThreadPool(TASKS);
  private final QueryThreads threads =
      task -> {
        pool.execute(task);
        return true;
      };

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private static void assertAllDoneOnce(QueryThreads threads) {
    AtomicIntegerArray done = new AtomicIntegerArray(TASKS);
    TeamWork.run(threads, TASKS, done::incrementAndGet, () -> {});
    for (int i = 0; i < TASKS; i++) {
      assertEquals(1, done.get(i));
    }
  }

  @Test
  void everyTaskIsDoneOnce() {
    for (int round = 0; round < 200; round++) {
      assertAllDoneOnce(threads);
    }
    assertAllDoneOnce(QueryThreads.NONE);
  }

  @Test
  void helpersThatComeTooLateDoNothing() {
    assertAllDoneOnce(task -> true);
  }

  @Test
  void theFirstErrorIsThrownWhenNobodyWorks() {
    for (int round = 0; round < 50; round++) {
      AtomicInteger working = new AtomicInteger();
      AtomicInteger told = new AtomicInteger();
      IllegalStateException error = new IllegalStateException("of one task");
      RuntimeException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  TeamWork.run(
                      threads,
                      TASKS,
                      number -> {
                        working.incrementAndGet();
                        try {
                          if (number == 3) {
                            throw error;
                          }
                        } finally {
                          working.decrementAndGet();
                        }
                      },
                      told::incrementAndGet));
      assertSame(error, thrown);
      assertEquals(0, working.get());
      assertEquals(1, told.get());
    }
  }

  @Test
  void anInterruptedCallerWaitsForHelpers() {
    CountDownLatch helperWorks = new CountDownLatch(1);
    CountDownLatch callerIsDone = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    Thread caller = Thread.currentThread();
    TeamWork.run(
        threads,
        2,
        number -> {
          if (Thread.currentThread() == caller) {
            await(helperWorks);
            caller.interrupt();
            callerIsDone.countDown();
          } else {
            helperWorks.countDown();
            await(callerIsDone);
          }
          finished.incrementAndGet();
        },
        () -> {});
    assertTrue(Thread.interrupted());
    assertEquals(2, finished.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
