package org.lightningdb.storage.maintenance;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waits that must not end before what they wait for: an interrupt is kept for the caller until
 * then. For threads and tasks whose end is near, such as when an engine closes.
 */
public final class UninterruptedWait {
  private UninterruptedWait() {}

  /** Returns when {@code thread} has ended, or at once if it never began. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What {@code task} returns.
   *
   * @throws ExecutionException if it failed
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  public static <T> T result(Future<T> task) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
