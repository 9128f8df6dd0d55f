package org.lightningdb.storage.delta;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.Slice;

/**
 * What inner and leaf nodes share: the version lock, sorted keys, and their heads behind the prefix
 * that all keys of the node have in common.
 *
 * <p>Everything but {@link #version} is plain memory, written only under the lock. A reader notes
 * the version ({@link #readLock}), reads what it likes, and believes it only after {@link
 * #validate}; it never follows a position into the arena before validating, because only then is
 * the record behind it sure to be complete.
 */
abstract sealed class Node permits InnerNode, LeafNode {
  static final int CAPACITY = 64;

  /** Answer of a search that met a concurrent change: begin again at the root. */
  static final int RESTART = Integer.MIN_VALUE;

  private static final int SPINS_BEFORE_YIELD = 64;
  private static final byte[] NO_BYTES = new byte[0];
  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(Node.class, "version", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Odd while locked; grows with every change. */
  @SuppressWarnings("UnusedVariable") // through VERSION
  private volatile long version;

  int count;
  byte[] prefix = NO_BYTES;
  final long[] heads = new long[CAPACITY];
  final long[] keys = new long[CAPACITY];

  /** Between two attempts: whoever holds the lock is either running or needs our core. */
  @SuppressWarnings("ThreadPriorityCheck")
  static void pause(int attempts) {
    if (attempts < SPINS_BEFORE_YIELD) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /** Waits out a writer, which holds the lock for less than a microsecond unless descheduled. */
  final long readLock() {
    for (int spins = 0; ; spins++) {
      long seen = (long) VERSION.getAcquire(this);
      if ((seen & 1) == 0) {
        return seen;
      }
      pause(spins);
    }
  }

  final boolean validate(long seen) {
    VarHandle.acquireFence();
    return (long) VERSION.getVolatile(this) == seen;
  }

  /** Locks for writing if nothing changed since {@code seen}. */
  final boolean tryLock(long seen) {
    boolean locked = VERSION.compareAndSet(this, seen, seen + 1);
    VarHandle.storeStoreFence();
    return locked;
  }

  /** The version that {@link #find} takes from the holder of the lock. */
  final long lockedVersion() {
    return (long) VERSION.getOpaque(this);
  }

  final void unlock() {
    VERSION.setRelease(this, (long) VERSION.getOpaque(this) + 1);
  }

  /**
   * The index of {@code key}, or {@code -1 - insertionIndex}, or {@link #RESTART}. To be believed
   * only after another {@link #validate} with the same {@code seen}.
   */
  final int find(Slice key, long seen, Arena arena) {
    int size = count;
    byte[] shared = prefix;
    if (!validate(seen)) {
      return RESTART;
    }
    int order = comparePrefix(key, shared);
    if (order != 0) {
      return order < 0 ? -1 : -1 - size;
    }
    int skip = shared.length;
    long head = KeyHead.of(key.array(), key.offset() + skip, key.length() - skip);
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      order = Long.compare(heads[middle], head);
      if (order == 0) {
        long position = keys[middle];
        if (!validate(seen)) {
          return RESTART;
        }
        order = arena.compareKey(position, key);
        if (order == 0) {
          return middle;
        }
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Where {@code key} lies relative to all keys that begin with {@code shared}; 0 = among them. */
  private static int comparePrefix(Slice key, byte[] shared) {
    int length = Math.min(key.length(), shared.length);
    int start = key.offset();
    int order = Arrays.compareUnsigned(key.array(), start, start + length, shared, 0, length);
    return order == 0 && key.length() < shared.length ? -1 : order;
  }

  /**
   * Under the lock, with room: makes place at {@code index} and writes the key there. As in all
   * changes, memory is allocated before anything is touched, so that running out of it leaves the
   * node as it was.
   */
  final void insertKey(int index, long position, Slice key, Arena arena) {
    byte[] newPrefix = count == 0 ? key.toByteArray() : sharedWith(key);
    boolean samePrefix = newPrefix.length == prefix.length && count > 0;
    System.arraycopy(keys, index, keys, index + 1, count - index);
    keys[index] = position;
    count++;
    if (samePrefix) {
      System.arraycopy(heads, index, heads, index + 1, count - 1 - index);
      heads[index] = arena.head(position, prefix.length);
    } else {
      setPrefix(newPrefix, arena);
    }
  }

  private byte[] sharedWith(Slice key) {
    int start = key.offset();
    int end = start + key.length();
    int mismatch = Arrays.mismatch(prefix, 0, prefix.length, key.array(), start, end);
    return mismatch < 0 || mismatch == prefix.length ? prefix : Arrays.copyOf(prefix, mismatch);
  }

  /** What the keys {@code from} to {@code to} (exclusive) have in common. */
  final byte[] prefixOf(int from, int to, Arena arena) {
    return from == to ? NO_BYTES : arena.commonPrefix(keys[from], keys[to - 1]);
  }

  final void setPrefix(byte[] newPrefix, Arena arena) {
    prefix = newPrefix;
    for (int i = 0; i < count; i++) {
      heads[i] = arena.head(keys[i], prefix.length);
    }
  }

  /** Keeps the first {@code newCount} keys; {@code newPrefix} from {@link #prefixOf}. */
  final void truncate(int newCount, byte[] newPrefix, Arena arena) {
    count = newCount;
    setPrefix(newPrefix, arena);
  }

  /** Fills this new node with the keys {@code from} to {@code to} of {@code source}. */
  final void copyKeys(Node source, int from, int to, Arena arena) {
    count = to - from;
    System.arraycopy(source.keys, from, keys, 0, count);
    setPrefix(prefixOf(0, count, arena), arena);
  }
}
