package org.lightningdb.index.table;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** The lock of one table or schema. Thread-safe, except for the count of users. */
final class TableLock {
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition changed = mutex.newCondition();
  private int sharers;
  private int exclusiveWaiters;
  private boolean upgrading;
  private boolean exclusive;

  /** Holders and waiters; changed only inside the map that holds this lock. */
  private int users;

  void enter() {
    users++;
  }

  /** Returns whether nobody uses this lock any more. */
  boolean leave() {
    users--;
    return users == 0;
  }

  void lockShared(long timeoutNanos, String name) {
    mutex.lock();
    try {
      await(() -> !exclusive && exclusiveWaiters == 0, timeoutNanos, name);
      sharers++;
    } finally {
      mutex.unlock();
    }
  }

  void lockExclusive(long timeoutNanos, String name) {
    mutex.lock();
    try {
      exclusiveWaiters++;
      try {
        await(() -> !exclusive && sharers == 0, timeoutNanos, name);
        exclusive = true;
      } finally {
        exclusiveWaiters--;
        changed.signalAll();
      }
    } finally {
      mutex.unlock();
    }
  }

  /** From shared to exclusive. */
  void upgrade(long timeoutNanos, String name) {
    mutex.lock();
    try {
      if (upgrading) {
        throw DbException.of(
            SqlState.DEADLOCK_DETECTED,
            "two transactions that wrote to " + name + " both want to change its definition");
      }
      upgrading = true;
      exclusiveWaiters++;
      try {
        await(() -> !exclusive && sharers == 1, timeoutNanos, name);
        sharers = 0;
        exclusive = true;
      } finally {
        exclusiveWaiters--;
        upgrading = false;
        changed.signalAll();
      }
    } finally {
      mutex.unlock();
    }
  }

  void release(boolean wasExclusive) {
    mutex.lock();
    try {
      if (wasExclusive) {
        exclusive = false;
      } else {
        sharers--;
      }
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  private void await(BooleanSupplier free, long timeoutNanos, String name) {
    long nanos = timeoutNanos;
    try {
      while (!free.getAsBoolean()) {
        if (nanos <= 0) {
          throw DbException.of(
              SqlState.LOCK_NOT_AVAILABLE,
              name
                  + " was locked by another transaction for "
                  + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                  + " ms");
        }
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DbException.of(SqlState.QUERY_CANCELED, "interrupted while waiting for " + name, e);
    }
  }
}
