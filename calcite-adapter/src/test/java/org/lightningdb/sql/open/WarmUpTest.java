package org.lightningdb.sql.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.lower.CalciteQueryPlanner;
import org.lightningdb.sql.lower.QueryPlanner;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.maintenance.TaskState;

class WarmUpTest {
  private final BackgroundTasks tasks = new BackgroundTasks(System::nanoTime);
  private final List<String> planned = new ArrayList<>();
  private final QueryPlanner planner = new CalciteQueryPlanner(LightningParser::parseExpression);

  private TaskReport report() {
    return tasks.reports().get(0);
  }

  private void runOnItsThread(WarmUp warmUp) throws InterruptedException {
    Thread thread = new Thread(warmUp);
    thread.start();
    thread.join();
  }

  @Test
  void plansEveryStatement() throws InterruptedException {
    WarmUp warmUp =
        new WarmUp(
            request -> {
              planned.add(request.sqlText());
              return planner.plan(request);
            },
            tasks.register("warm-up"));
    runOnItsThread(warmUp);
    assertNull(report().lastError());
    assertEquals(TaskState.ENDED, report().state());
    assertEquals(1, report().runs());
    assertTrue(planned.size() > 5);
  }

  @Test
  void stopsBetweenStatements() throws InterruptedException {
    List<WarmUp> running = new ArrayList<>();
    WarmUp warmUp =
        new WarmUp(
            request -> {
              planned.add(request.sqlText());
              running.get(0).stop();
              return planner.plan(request);
            },
            tasks.register("warm-up"));
    running.add(warmUp);
    runOnItsThread(warmUp);
    assertEquals(1, planned.size());
    assertEquals(TaskState.ENDED, report().state());
  }

  @Test
  void onlyTheFirstDatabaseWarmsUp() {
    List<Thread> threads = new ArrayList<>();
    try (LightningDatabases databases =
        LightningDatabases.warmingUp(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              threads.add(thread);
              return thread;
            })) {
      databases.open(DatabaseAddress.inMemory("warm"), Map.of());
      databases.open(DatabaseAddress.inMemory("warmer"), Map.of());
      assertEquals(1, threads.size());
      assertFalse(threads.get(0).isInterrupted());
    }
  }
}
