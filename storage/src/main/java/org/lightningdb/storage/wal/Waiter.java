package org.lightningdb.storage.wal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;

/** Someone who waits until the log is forced up to an LSN: a parked thread or a future. */
final class Waiter {
  private final long endLsn;
  private final @Nullable Thread thread;
  private final @Nullable CompletableFuture<Void> future;
  private volatile boolean finished;

  /** In a {@link WaiterQueue}. */
  private @Nullable Waiter next;

  private @Nullable StorageException failure;

  private Waiter(long endLsn, @Nullable Thread thread, @Nullable CompletableFuture<Void> future) {
    this.endLsn = endLsn;
    this.thread = thread;
    this.future = future;
  }

  static Waiter parked(long endLsn, Thread thread) {
    return new Waiter(endLsn, thread, null);
  }

  static Waiter future(long endLsn, CompletableFuture<Void> future) {
    return new Waiter(endLsn, null, future);
  }

  long endLsn() {
    return endLsn;
  }

  void linkTo(Waiter following) {
    next = following;
  }

  @Nullable Waiter next() {
    return next;
  }

  /** Tells the outcome. Called once, without any lock of the log. */
  void finish(@Nullable StorageException newFailure) {
    failure = newFailure;
    finished = true;
    LockSupport.unpark(thread);
    if (future != null) {
      if (newFailure == null) {
        future.complete(null);
      } else {
        future.completeExceptionally(newFailure);
      }
    }
  }

  /** Parks the calling thread until {@link #finish}; an interrupt is kept for later. */
  void await() {
    boolean interrupted = false;
    while (!finished) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    StorageException outcome = failure;
    if (outcome != null) {
      throw new StorageException(outcome.kind(), String.valueOf(outcome.getMessage()), outcome);
    }
  }
}
