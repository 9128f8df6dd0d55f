package org.lightningdb.storage.txn;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;

/**
 * A commit on its way to being visible. Made before the log has its record, since from then on
 * nothing may need memory.
 */
final class PendingCommit {
  private final long timestamp;
  private final Durability durability;
  private final @Nullable CompletableFuture<Long> done;
  private long endLsn;

  /** The commit behind this one, of those in the same queue of the {@link Publisher}. */
  private @Nullable PendingCommit next;

  /**
   * @param durability that must be reached before it, and every later one, is visible
   * @param done completes with the timestamp when visible; null if nobody listens
   */
  PendingCommit(long timestamp, Durability durability, @Nullable CompletableFuture<Long> done) {
    this.timestamp = timestamp;
    this.durability = durability;
    this.done = done;
  }

  /** Its record ends at {@code lsn} of the log; called once, before anybody else knows it. */
  void ordered(long lsn) {
    endLsn = lsn;
  }

  long timestamp() {
    return timestamp;
  }

  /** Where its record ends in the log. */
  long endLsn() {
    return endLsn;
  }

  Durability durability() {
    return durability;
  }

  @Nullable CompletableFuture<Long> done() {
    return done;
  }

  void linkTo(PendingCommit following) {
    next = following;
  }

  @Nullable PendingCommit next() {
    return next;
  }

  /** Whether the log has reached what this commit asked for. */
  boolean reached(long durableLsn, long writtenLsn) {
    return switch (durability) {
      case ALWAYS, GROUP -> durableLsn >= endLsn;
      case INTERVAL, NONE -> writtenLsn >= endLsn;
    };
  }

  void succeed() {
    CompletableFuture<Long> listener = done;
    if (listener != null) {
      listener.complete(timestamp);
    }
  }

  void fail(StorageException failure) {
    CompletableFuture<Long> listener = done;
    if (listener != null) {
      listener.completeExceptionally(failure);
    }
  }
}
