package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.lightningdb.storage.maintenance.UninterruptedWait;

/** Runs the parts of one piece of work side by side and returns only when all have ended. */
final class ParallelParts {
  private ParallelParts() {}

  /**
   * What the parts return, in their order. The calling thread runs every part that the executor has
   * not begun, so it does not matter whether that runs them late or never. An interrupt does not
   * end the wait.
   *
   * @throws RuntimeException the first failure of a part, one that is not just a {@link
   *     CancellationException} if there is one; all parts have ended by then
   */
  static <T> List<T> run(Executor executor, List<? extends Callable<T>> parts) {
    List<FutureTask<T>> tasks = new ArrayList<>();
    for (Callable<T> part : parts) {
      tasks.add(new FutureTask<>(part));
    }
    for (FutureTask<T> task : tasks.subList(1, tasks.size())) {
      executor.execute(task);
    }
    tasks.forEach(FutureTask::run);
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    for (FutureTask<T> task : tasks) {
      try {
        results.add(UninterruptedWait.result(task));
      } catch (ExecutionException e) {
        boolean first = failure == null || failure instanceof CancellationException;
        failure = first ? e.getCause() : failure;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
    return results;
  }
}
