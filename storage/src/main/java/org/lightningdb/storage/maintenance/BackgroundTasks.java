package org.lightningdb.storage.maintenance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * The background tasks of one engine, in the order in which they registered. Nothing works in the
 * background without standing here. Thread-safe.
 */
public final class BackgroundTasks {
  private final LongSupplier nanoTime;
  private final CopyOnWriteArrayList<BackgroundTask> tasks = new CopyOnWriteArrayList<>();

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public BackgroundTasks(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A new task called {@code name}; it takes the place of one with that name that has ended.
   *
   * @throws IllegalStateException if there is one with that name that has not
   */
  public synchronized BackgroundTask register(String name) {
    for (BackgroundTask task : tasks) {
      if (task.name().equals(name)) {
        if (task.report().state() != TaskState.ENDED) {
          throw new IllegalStateException("there is a background task " + name + " already");
        }
        tasks.remove(task);
      }
    }
    BackgroundTask task = new BackgroundTask(name, nanoTime);
    tasks.add(task);
    return task;
  }

  public List<TaskReport> reports() {
    return tasks.stream().map(BackgroundTask::report).toList();
  }
}
