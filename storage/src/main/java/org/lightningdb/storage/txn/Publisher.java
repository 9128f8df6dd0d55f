package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * Makes ordered commits visible, in their order, each when the log has reached what it and all
 * earlier ones asked for. Also the place that knows whether the engine has failed. Thread-safe.
 */
final class Publisher {
  private final WriteAheadLog log;
  private final Snapshots snapshots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();

  /** The pending commits in their order, linked through themselves. */
  @GuardedBy("lock")
  private @Nullable PendingCommit first;

  @GuardedBy("lock")
  private @Nullable PendingCommit last;

  private volatile @Nullable StorageException failure;

  Publisher(WriteAheadLog log, Snapshots snapshots) {
    this.log = log;
    this.snapshots = snapshots;
  }

  /** Called in commit order. */
  void add(PendingCommit commit) {
    lock.lock();
    try {
      PendingCommit before = last;
      if (before == null) {
        first = commit;
      } else {
        before.linkTo(commit);
      }
      last = commit;
    } finally {
      lock.unlock();
    }
  }

  /** Makes visible whatever the log has reached. */
  void publish() {
    PendingCommit published;
    PendingCommit rest;
    lock.lock();
    try {
      published = first;
      rest = first;
      long timestamp = 0;
      long durableLsn = log.durableLsn();
      long writtenLsn = log.writtenLsn();
      while (rest != null && rest.reached(durableLsn, writtenLsn)) {
        timestamp = rest.timestamp();
        rest = rest.next();
      }
      first = rest;
      last = rest == null ? null : last;
      if (timestamp != 0) {
        snapshots.makeVisible(timestamp);
        progress.signalAll();
      }
    } finally {
      lock.unlock();
    }
    for (; published != null && published != rest; published = published.next()) {
      published.succeed();
    }
  }

  /**
   * Returns when the commit of {@code timestamp} is visible; an interrupt does not end the wait.
   *
   * @throws StorageException {@code FAILED_STOP} if it never will be
   */
  void awaitVisible(long timestamp) {
    if (snapshots.visibleTimestamp() >= timestamp) {
      return;
    }
    lock.lock();
    try {
      while (snapshots.visibleTimestamp() < timestamp) {
        requireSound();
        progress.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops the engine for all later writes; the first cause is kept. */
  void fail(Throwable cause) {
    List<PendingCommit> lost = new ArrayList<>();
    lock.lock();
    try {
      if (failure == null) {
        failure =
            new StorageException(
                Kind.FAILED_STOP, "the engine stopped after a failure: " + cause, cause);
      }
      progress.signalAll();
      long durableLsn = log.durableLsn();
      long writtenLsn = log.writtenLsn();
      for (PendingCommit commit = first; commit != null; commit = commit.next()) {
        if (!commit.reached(durableLsn, writtenLsn)) {
          lost.add(commit);
        }
      }
    } finally {
      lock.unlock();
    }
    lost.forEach(commit -> commit.fail(stopped()));
  }

  boolean failed() {
    return failure != null;
  }

  /**
   * @throws StorageException {@code FAILED_STOP} once the engine has failed
   */
  void requireSound() {
    if (failure != null) {
      throw stopped();
    }
  }

  private StorageException stopped() {
    StorageException first = failure;
    return first == null
        ? new StorageException(Kind.FAILED_STOP, "the engine stopped after a failure")
        : new StorageException(Kind.FAILED_STOP, String.valueOf(first.getMessage()), first);
  }
}
