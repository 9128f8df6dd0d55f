package org.lightningdb.sql.exec;

/** Threads that can help with a query. Thread-safe. */
public interface QueryThreads {
  /** Nobody. */
  QueryThreads NONE = task -> false;

  /**
   * Runs a task on another thread if one is free.
   *
   * @param task throws nothing
   * @return whether it will run
   */
  boolean tryRun(Runnable task);
}
