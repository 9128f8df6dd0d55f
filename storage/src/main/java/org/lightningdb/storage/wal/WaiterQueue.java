package org.lightningdb.storage.wal;

import org.jspecify.annotations.Nullable;

/**
 * Waiters in the order of their coming, linked through themselves: nothing that is done with it
 * needs memory, so nobody is lost when there is none. Guarded by its {@link LogFlusher}.
 */
final class WaiterQueue {
  private @Nullable Waiter first;
  private @Nullable Waiter last;
  private int size;

  boolean isEmpty() {
    return first == null;
  }

  int size() {
    return size;
  }

  void add(Waiter waiter) {
    Waiter end = last;
    if (end == null) {
      first = waiter;
    } else {
      end.linkTo(waiter);
    }
    last = waiter;
    size++;
  }

  /** Moves all of {@code other} behind those that are here. */
  void addAll(WaiterQueue other) {
    Waiter otherFirst = other.first;
    if (otherFirst == null) {
      return;
    }
    Waiter end = last;
    if (end == null) {
      first = otherFirst;
    } else {
      end.linkTo(otherFirst);
    }
    last = other.last;
    size += other.size;
    other.clear();
  }

  /** Takes everybody out: the first, each linked to the next; null if nobody waits. */
  @Nullable Waiter takeAll() {
    Waiter taken = first;
    clear();
    return taken;
  }

  private void clear() {
    first = null;
    last = null;
    size = 0;
  }
}
