package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;

/**
 * The side of a transaction that row locks know: the locks it holds and the one it waits for. The
 * chain of held locks belongs to the thread of the transaction; {@code waitingFor} is guarded by
 * the wait graph of {@link RowLocks}.
 */
final class LockOwner {
  /** The lock taken last; the others follow by {@link RowLock#nextHeld}. */
  private @Nullable RowLock held;

  @Nullable RowLock waitingFor;

  void addHeld(RowLock lock) {
    lock.nextHeld = held;
    held = lock;
  }

  /** All held locks, chained; this owner forgets them. */
  @Nullable RowLock takeHeld() {
    RowLock all = held;
    held = null;
    return all;
  }
}
