package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.spec.LockMode;

/**
 * The side of a transaction that row locks know: the locks it holds and the one it waits for. What
 * it holds belongs to the thread of the transaction; {@code waitingFor} is guarded by the {@link
 * WaitGraph}.
 */
final class LockOwner {
  /** The exclusive lock taken last; the others follow by {@link RowLock#nextHeld}. */
  private @Nullable RowLock held;

  /** Locks taken shared, some of which may have become exclusive or been given back since. */
  private @Nullable List<RowLock> shared;

  /** Asked when a wait begins for the longest that it may last; null: the lock timeout. */
  private @Nullable LongSupplier waitNanosMax;

  @Nullable RowLock waitingFor;

  void addHeld(RowLock lock) {
    lock.nextHeld = held;
    held = lock;
  }

  void addHeld(RowLock lock, LockMode mode) {
    if (mode == LockMode.EXCLUSIVE) {
      addHeld(lock);
      return;
    }
    List<RowLock> all = shared;
    if (all == null) {
      all = new ArrayList<>();
      shared = all;
    }
    all.add(lock);
  }

  /** All locks held exclusively, chained; this owner forgets them. */
  @Nullable RowLock takeHeld() {
    RowLock all = held;
    held = null;
    return all;
  }

  /** All locks ever taken shared; this owner forgets them. */
  List<RowLock> takeShared() {
    List<RowLock> all = shared;
    shared = null;
    return all == null ? List.of() : all;
  }

  void limitWaits(LongSupplier nanosMax) {
    waitNanosMax = nanosMax;
  }

  long waitNanosMax(long nanosDefault) {
    LongSupplier limit = waitNanosMax;
    return limit == null ? nanosDefault : limit.getAsLong();
  }
}
