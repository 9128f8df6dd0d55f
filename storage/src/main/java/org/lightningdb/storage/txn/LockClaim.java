package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.run.RunReader;
import org.lightningdb.storage.run.RunRoot;

/**
 * What a transaction holds in place of the row locks of keys that it spilled: the runs themselves.
 * Who wants such a key is lent a row lock that belongs to the transaction, and waits for that. A
 * run stays claimed until the transaction ends, whatever it rolls back. So does a range that is
 * claimed as a whole, for a load.
 *
 * <p>Thread-safe. Those who look into the runs keep the end of the claim waiting, since the space
 * of the runs may be used for something else right after it.
 */
final class LockClaim {
  private final LockOwner owner;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

  @GuardedBy("gate")
  private final Map<Long, List<RunReader>> runs = new HashMap<>();

  @GuardedBy("gate")
  private final Map<Long, List<ByteRange>> ranges = new HashMap<>();

  @GuardedBy("gate")
  private boolean ended;

  @GuardedBy("lent")
  private final List<RowLock> lent = new ArrayList<>();

  @GuardedBy("lent")
  private boolean lends = true;

  LockClaim(LockOwner owner) {
    this.owner = owner;
  }

  LockOwner owner() {
    return owner;
  }

  /** Claims {@code run}, which holds everything that the {@code superseded} ones do. */
  void replace(List<RunRoot> superseded, RunReader run) {
    gate.writeLock().lock();
    try {
      List<RunReader> claimed = runs.computeIfAbsent(run.root().storeId(), id -> new ArrayList<>());
      claimed.removeIf(reader -> superseded.contains(reader.root()));
      claimed.add(run);
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Claims every key of {@code range}. */
  void add(long storeId, ByteRange range) {
    gate.writeLock().lock();
    try {
      ranges.computeIfAbsent(storeId, id -> new ArrayList<>()).add(range);
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** A key of {@code range} that is claimed; null if there is none. Reads blocks. */
  @Nullable Slice keyIn(long storeId, ByteRange range) {
    gate.readLock().lock();
    try {
      if (ended) {
        return null;
      }
      for (ByteRange claimed : ranges.getOrDefault(storeId, List.of())) {
        Slice lowest = lowestOfBoth(range, claimed);
        if (range.contains(lowest) && claimed.contains(lowest)) {
          return lowest;
        }
      }
      for (RunReader run : runs.getOrDefault(storeId, List.of())) {
        try (VersionedCursor keys = run.cursor(range, RunReader.ALL, 0)) {
          if (keys.first()) {
            return keys.key().copy();
          }
        }
      }
      return null;
    } finally {
      gate.readLock().unlock();
    }
  }

  private static Slice lowestOfBoth(ByteRange left, ByteRange right) {
    Slice leftLower = left.lower();
    Slice rightLower = right.lower();
    if (leftLower == null || rightLower == null) {
      Slice only = leftLower == null ? rightLower : leftLower;
      return only == null ? new Slice() : only;
    }
    return leftLower.compareTo(rightLower) < 0 ? rightLower : leftLower;
  }

  boolean concerns(long storeId) {
    gate.readLock().lock();
    try {
      return runs.containsKey(storeId) || ranges.containsKey(storeId);
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Whether {@code key} is claimed; reads blocks. False once the claim has ended. */
  boolean covers(long storeId, Slice key) {
    gate.readLock().lock();
    try {
      if (!ended) {
        for (ByteRange range : ranges.getOrDefault(storeId, List.of())) {
          if (range.contains(key)) {
            return true;
          }
        }
        FoundVersion ignored = new FoundVersion();
        for (RunReader run : runs.getOrDefault(storeId, List.of())) {
          if (run.get(key, RunReader.ALL, 0, ignored)) {
            return true;
          }
        }
      }
      return false;
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Makes the owner responsible for releasing {@code lock}; false if it has ended. */
  boolean lend(RowLock lock) {
    synchronized (lent) {
      if (lends) {
        lent.add(lock);
      }
      return lends;
    }
  }

  /** Returns the locks lent, when nobody looks into the runs any more and nobody will. */
  List<RowLock> end() {
    gate.writeLock().lock();
    try {
      ended = true;
    } finally {
      gate.writeLock().unlock();
    }
    synchronized (lent) {
      lends = false;
      return List.copyOf(lent);
    }
  }
}
