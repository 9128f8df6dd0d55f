package org.lightningdb.sql.exec.operator;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.QueryThreads;

/**
 * Some numbered tasks that the calling thread does together with others that are free. It returns
 * when all are done or one has failed, and nobody works any more: no sooner, even if it is
 * interrupted. Where nobody is free the caller does all of them, one after the other.
 */
final class TeamWork {
  private final int taskCount;
  private final IntConsumer task;
  private int nextTask;
  private int working;
  private boolean over;
  private @Nullable Throwable failure;

  private TeamWork(int taskCount, IntConsumer task) {
    this.taskCount = taskCount;
    this.task = task;
  }

  /**
   * Does all tasks.
   *
   * @param failed told at once when a task fails, by the thread that did it, so that the others can
   *     end early
   * @throws RuntimeException the first one that a task threw
   */
  static void run(QueryThreads threads, int taskCount, IntConsumer task, Runnable failed) {
    TeamWork team = new TeamWork(taskCount, task);
    boolean free = true;
    for (int i = 1; free && i < taskCount; i++) {
      free = threads.tryRun(() -> team.work(failed));
    }
    team.work(failed);
    team.await();
    team.rethrow();
  }

  private void work(Runnable failed) {
    for (int number = begin(); number >= 0; number = begin()) {
      Throwable thrown = null;
      try {
        task.accept(number);
      } catch (RuntimeException | Error e) {
        thrown = e;
        failed.run();
      } finally {
        end(thrown);
      }
    }
  }

  /** The next task; -1 if there is none. */
  private synchronized int begin() {
    if (over || failure != null || nextTask == taskCount) {
      return -1;
    }
    working++;
    return nextTask++;
  }

  private synchronized void end(@Nullable Throwable thrown) {
    working--;
    if (failure == null) {
      failure = thrown;
    }
    notifyAll();
  }

  private synchronized void await() {
    boolean interrupted = false;
    over = true;
    while (working > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void rethrow() {
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
