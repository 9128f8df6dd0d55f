package org.lightningdb.storage.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a task reports of itself, and that a failing one begins anew. */
class BackgroundTasksTest {
  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  private final AtomicLong now = new AtomicLong(1_000);
  private final BackgroundTasks tasks = new BackgroundTasks(now::get);

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  @Test
  void aTaskReportsItsRuns() {
    BackgroundTask task = tasks.register("sweeper");
    assertEquals(
        new TaskReport("sweeper", TaskState.IDLE, 0, 0, 0, -1, -1, null), tasks.reports().get(0));
    task.run(
        () -> {
          now.addAndGet(70);
          assertSame(TaskState.RUNNING, tasks.reports().get(0).state());
        });
    now.addAndGet(5);
    assertEquals(
        new TaskReport("sweeper", TaskState.IDLE, 1, 0, 0, 75, 70, null), tasks.reports().get(0));
  }

  @Test
  void aFailureIsNotedAndThrownOn() {
    BackgroundTask task = tasks.register("sweeper");
    assertThrows(
        IllegalStateException.class,
        () ->
            task.run(
                () -> {
                  throw new IllegalStateException("no broom");
                }));
    TaskReport report = task.report();
    assertEquals(1, report.failures());
    assertEquals("java.lang.IllegalStateException: no broom", report.lastError());
    task.run(() -> now.addAndGet(1));
    assertEquals(2, task.report().runs());
    assertEquals("java.lang.IllegalStateException: no broom", task.report().lastError());
  }

  @Test
  void aLoopThatThrowsBeginsAnewUntilItReturns() {
    BackgroundTask task = tasks.register("sweeper");
    AtomicLong attempts = new AtomicLong();
    task.restarting(
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new OutOfMemoryError("pretended");
              }
            })
        .run();
    assertEquals(3, attempts.get());
    assertEquals(2, task.report().restarts());
    assertSame(TaskState.ENDED, task.report().state());
  }

  @Test
  void aStoppedTaskIsNotBegunAnew() {
    BackgroundTask task = tasks.register("sweeper");
    AtomicLong attempts = new AtomicLong();
    task.restarting(
            () -> {
              attempts.incrementAndGet();
              task.stop();
              throw new IllegalStateException("no broom");
            })
        .run();
    assertEquals(1, attempts.get());
    assertSame(TaskState.ENDED, task.report().state());
  }

  @Test
  void aNameIsTakenUntilItsTaskHasEnded() {
    BackgroundTask first = tasks.register("sweeper");
    assertThrows(IllegalStateException.class, () -> tasks.register("sweeper"));
    first.ended();
    BackgroundTask second = tasks.register("sweeper");
    assertEquals(1, tasks.reports().size());
    assertNull(second.report().lastError());
  }
}
