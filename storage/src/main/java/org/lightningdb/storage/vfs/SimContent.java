package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * What one simulated file holds: the bytes that readers see and, if tracked, the bytes that are
 * surely on the device and the changes since, in order. Thread-safe.
 *
 * <p>A power loss keeps, drops or replaces by garbage each 512-byte sector of each unsynced write
 * on its own, so writes arrive torn and out of order. Bytes of a sector outside the write are never
 * harmed (devices promise that much). Changes of the size survive in order.
 */
final class SimContent {
  private static final int SECTOR_BYTES = 512;

  /** A write, or a change of the size when there are no bytes. */
  private record Change(long position, @Nullable Slice bytes) {}

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final SimPages visible;
  private final @Nullable SimPages durable;
  private final List<Change> unsynced = new ArrayList<>();

  private SimContent(SimPages visible, @Nullable SimPages durable) {
    this.visible = visible;
    this.durable = durable;
  }

  static SimContent empty(boolean tracked) {
    return new SimContent(new SimPages(), tracked ? new SimPages() : null);
  }

  int read(long position, byte[] buffer, int offset, int length) {
    lock.readLock().lock();
    try {
      return visible.read(position, buffer, offset, length);
    } finally {
      lock.readLock().unlock();
    }
  }

  long size() {
    lock.readLock().lock();
    try {
      return visible.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  void write(long position, byte[] buffer, int offset, int length, SimFaults faults, String name)
      throws IOException {
    lock.writeLock().lock();
    try {
      faults.allocate(length == 0 ? 0 : Math.max(0, position + length - visible.size()), name);
      visible.write(position, buffer, offset, length);
      if (durable != null) {
        unsynced.add(new Change(position, new Slice(buffer, offset, length).copy()));
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  void truncate(long size, SimFaults faults) {
    lock.writeLock().lock();
    try {
      if (size < visible.size()) {
        faults.release(visible.size() - size);
        visible.resize(size);
        if (durable != null) {
          unsynced.add(new Change(size, null));
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  void force() {
    lock.writeLock().lock();
    try {
      if (durable != null) {
        for (Change change : unsynced) {
          Slice bytes = change.bytes();
          if (bytes == null) {
            durable.resize(change.position());
          } else {
            durable.write(change.position(), bytes.array(), 0, bytes.length());
          }
        }
        unsynced.clear();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** What a failed force does: the changes will never reach the device. */
  void loseUnsynced() {
    lock.writeLock().lock();
    try {
      unsynced.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  void flipBit(long position, int bit) {
    lock.writeLock().lock();
    try {
      flipBit(visible, position, bit);
      if (durable != null) {
        flipBit(durable, position, bit);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void flipBit(SimPages pages, long position, int bit) {
    byte[] one = new byte[1];
    if (pages.read(position, one, 0, 1) == 1) {
      one[0] ^= (byte) (1 << bit);
      pages.write(position, one, 0, 1);
    }
  }

  /** As the next process sees it after this one was killed: all of it, synced or not. */
  SimContent afterKill() {
    lock.readLock().lock();
    try {
      SimContent copy = new SimContent(visible.copy(), durable == null ? null : durable.copy());
      copy.unsynced.addAll(unsynced);
      return copy;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** As it may be found after a loss of power. */
  SimContent afterPowerLoss(SplittableRandom random) {
    lock.readLock().lock();
    try {
      SimPages found = (durable == null ? visible : durable).copy();
      int sizesKept = random.nextInt(unsynced.size() + 1);
      int severity = random.nextInt(3);
      for (int i = 0; i < unsynced.size(); i++) {
        Change change = unsynced.get(i);
        Slice bytes = change.bytes();
        if (i < sizesKept) {
          if (bytes == null) {
            found.resize(change.position());
          } else if (change.position() + bytes.length() > found.size()) {
            found.resize(change.position() + bytes.length());
          }
        }
        if (bytes != null) {
          writeSectors(found, change.position(), bytes.array(), severity, random);
        }
      }
      return new SimContent(found, found.copy());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Severity 0 keeps nearly everything, 1 half, 2 nearly nothing. Never beyond the found size. */
  private static void writeSectors(
      SimPages found, long position, byte[] bytes, int severity, SplittableRandom random) {
    int done = 0;
    while (done < bytes.length) {
      int toSectorEnd = SECTOR_BYTES - (int) ((position + done) % SECTOR_BYTES);
      int piece = Math.min(toSectorEnd, bytes.length - done);
      int inside = (int) Math.max(0, Math.min(piece, found.size() - position - done));
      int dice = random.nextInt(16);
      int kept = severity == 0 ? 14 : severity == 1 ? 8 : 2;
      if (dice < kept) {
        found.write(position + done, bytes, done, inside);
      } else if (dice == 15) {
        byte[] garbage = new byte[inside];
        random.nextBytes(garbage);
        found.write(position + done, garbage, 0, inside);
      }
      done += piece;
    }
  }
}
