package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the row locks: a hash table whose chains run through the locks themselves, so that a
 * lock costs no memory but its own. Everything but {@link #mutex} is guarded by it.
 *
 * <p>Removing a lock takes no memory, since locks are released when there is none left, too: a
 * table becomes small again at once when its last lock goes, else when one is added.
 */
final class LockTable {
  private static final int BUCKETS_MIN = 16;

  final ReentrantLock mutex = new ReentrantLock();

  /** Empty unless it is in use. */
  private final @Nullable RowLock[] fewest = new @Nullable RowLock[BUCKETS_MIN];

  @GuardedBy("mutex")
  private @Nullable RowLock[] buckets = fewest;

  @GuardedBy("mutex")
  private int size;

  @GuardedBy("mutex")
  int size() {
    return size;
  }

  @GuardedBy("mutex")
  @Nullable RowLock find(int hash, long storeId, byte[] key, int keyLength) {
    RowLock lock = buckets[bucket(hash, buckets.length)];
    while (lock != null && !lock.is(hash, storeId, key, keyLength)) {
      lock = lock.nextInBucket;
    }
    return lock;
  }

  @GuardedBy("mutex")
  void forEach(Consumer<RowLock> visitor) {
    for (RowLock first : buckets) {
      for (RowLock lock = first; lock != null; lock = lock.nextInBucket) {
        visitor.accept(lock);
      }
    }
  }

  @GuardedBy("mutex")
  void add(RowLock lock) {
    if (size >= buckets.length) {
      resize(buckets.length * 2);
    } else if (size < buckets.length / 8 && buckets.length > BUCKETS_MIN) {
      resize(buckets.length / 2);
    }
    link(buckets, lock);
    size++;
  }

  @GuardedBy("mutex")
  void remove(RowLock lock) {
    int bucket = bucket(lock.hash(), buckets.length);
    RowLock before = null;
    RowLock at = buckets[bucket];
    while (at != null && !same(at, lock)) {
      before = at;
      at = at.nextInBucket;
    }
    if (at == null) {
      throw new IllegalStateException("the " + lock + " is not held");
    }
    if (before == null) {
      buckets[bucket] = lock.nextInBucket;
    } else {
      before.nextInBucket = lock.nextInBucket;
    }
    size--;
    if (size == 0) {
      buckets = fewest;
    }
  }

  /** Identity is meant: a lock is in the table once. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(RowLock left, RowLock right) {
    return left == right;
  }

  @GuardedBy("mutex")
  private void resize(int count) {
    @Nullable RowLock[] resized = new @Nullable RowLock[count];
    for (RowLock first : buckets) {
      RowLock lock = first;
      while (lock != null) {
        RowLock next = lock.nextInBucket;
        link(resized, lock);
        lock = next;
      }
    }
    Arrays.fill(fewest, null);
    buckets = resized;
  }

  private static void link(@Nullable RowLock[] table, RowLock lock) {
    int bucket = bucket(lock.hash(), table.length);
    lock.nextInBucket = table[bucket];
    table[bucket] = lock;
  }

  /** The upper bits; the lower ones choose the table. */
  private static int bucket(int hash, int count) {
    return (hash >>> 8) & (count - 1);
  }
}
