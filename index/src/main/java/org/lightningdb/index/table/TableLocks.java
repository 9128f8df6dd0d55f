package org.lightningdb.index.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Shared and exclusive locks on whole tables and schemas, held by transactions to their end: a
 * transaction that writes rows holds its table shared, one that changes the table's definition
 * holds it exclusive. Readers take none. Thread-safe.
 *
 * <p>A waiting exclusive request lets no new sharer in, so it does not starve. A sharer may become
 * exclusive; two that want to at once would wait for each other for ever, so the second gets 40P01.
 * Other circles, through row locks, end by the lock timeout (55P03).
 */
public final class TableLocks {
  private final ConcurrentHashMap<Object, TableLock> locks = new ConcurrentHashMap<>();
  private final long timeoutMillis;

  public TableLocks(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  public Holder newHolder() {
    return new Holder();
  }

  /** What one transaction holds; used by one thread at a time. */
  public final class Holder {
    /** The value says whether the lock is exclusive. */
    private final Map<Object, Boolean> held = new HashMap<>();

    private LongSupplier waitNanosMax = () -> TimeUnit.MILLISECONDS.toNanos(timeoutMillis);

    private Holder() {}

    /** Asked when a wait begins for the longest that it may last. */
    public void limitWaits(LongSupplier nanosMax) {
      waitNanosMax = nanosMax;
    }

    /**
     * Returns when no other transaction holds {@code key} exclusive.
     *
     * @param name for messages
     */
    public void shared(Object key, String name) {
      if (!held.containsKey(key)) {
        acquire(key, lock -> lock.lockShared(waitNanosMax.getAsLong(), name));
        held.put(key, false);
      }
    }

    /** Returns when no other transaction holds {@code key}. */
    public void exclusive(Object key, String name) {
      Boolean mode = held.get(key);
      if (mode == null) {
        acquire(key, lock -> lock.lockExclusive(waitNanosMax.getAsLong(), name));
      } else if (!mode) {
        TableLock lock = locks.get(key);
        if (lock == null) {
          throw new IllegalStateException("a held lock has vanished: " + key);
        }
        lock.upgrade(waitNanosMax.getAsLong(), name);
      }
      held.put(key, true);
    }

    /** The keys that are held in any mode. */
    public Set<Object> keys() {
      return held.keySet();
    }

    /** Gives up everything. */
    public void releaseAll() {
      held.forEach(
          (key, exclusive) ->
              locks.computeIfPresent(
                  key,
                  (k, lock) -> {
                    lock.release(exclusive);
                    return lock.leave() ? null : lock;
                  }));
      held.clear();
    }
  }

  /** Counts the user before waiting, so that the lock stays in the map while anybody uses it. */
  private void acquire(Object key, Consumer<TableLock> wait) {
    TableLock lock =
        locks.compute(
            key,
            (k, existing) -> {
              TableLock current = existing == null ? new TableLock() : existing;
              current.enter();
              return current;
            });
    boolean acquired = false;
    try {
      wait.accept(lock);
      acquired = true;
    } finally {
      if (!acquired) {
        locks.computeIfPresent(key, (k, current) -> current.leave() ? null : current);
      }
    }
  }
}
