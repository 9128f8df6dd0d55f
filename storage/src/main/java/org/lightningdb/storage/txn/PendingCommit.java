package org.lightningdb.storage.txn;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;

/**
 * A commit that is ordered but not yet visible.
 *
 * @param endLsn where its record ends in the log
 * @param durability that must be reached before it, and every later one, is visible
 * @param done completes with the timestamp when visible; null if nobody listens
 */
record PendingCommit(
    long timestamp, long endLsn, Durability durability, @Nullable CompletableFuture<Long> done) {

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
