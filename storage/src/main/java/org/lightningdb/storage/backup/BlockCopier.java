package org.lightningdb.storage.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.UninterruptedWait;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Copies blocks with several threads, each into a pack of its own: a file {@code PACK-n} in which
 * the blocks lie one behind the other. The first failure of any thread ends all and is thrown by
 * the next call. Used by one thread.
 */
final class BlockCopier implements AutoCloseable {
  private static final int QUEUED_MAX = 256;
  private static final long LOOK_MILLIS = 100;

  private record Wanted(long address, long generation) {}

  private static final Wanted END = new Wanted(0, 0);

  private final BackupSource source;
  private final Vfs target;
  private final RateLimit limit;
  private final PackIndex index;
  private final BlockingQueue<Wanted> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();

  BlockCopier(BackupSource source, Vfs target, RateLimit limit, PackIndex index) {
    this.source = source;
    this.target = target;
    this.limit = limit;
    this.index = index;
  }

  static String packName(int pack) {
    return String.format(Locale.ROOT, "PACK-%04x", pack);
  }

  void start(int copiers, ThreadFactory factory) {
    for (int i = 0; i < copiers; i++) {
      int pack = i;
      Thread thread = factory.newThread(() -> run(pack));
      thread.setName("lightning-backup-" + pack);
      threads.add(thread);
      thread.start();
    }
  }

  /** Queues a block. */
  void copy(long address, long generation) {
    put(new Wanted(address, generation));
  }

  private void put(Wanted wanted) {
    try {
      do {
        requireNoFailure();
      } while (!queue.offer(wanted, LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.INTERRUPTED, "interrupted during a backup", e);
    }
  }

  private void requireNoFailure() {
    Throwable first = failure.get();
    if (first instanceof StorageException refusal) {
      throw new StorageException(refusal.kind(), String.valueOf(refusal.getMessage()), refusal);
    }
    if (first != null) {
      throw new BackupFailedException(first);
    }
  }

  /** Returns when everything queued is copied and forced. */
  void finish() {
    for (int i = 0; i < threads.size(); i++) {
      put(END);
    }
    threads.forEach(UninterruptedWait::join);
    requireNoFailure();
  }

  long bytes() {
    return bytes.get();
  }

  private void run(int pack) {
    try (VfsFile file = target.create(packName(pack))) {
      long offset = 0;
      for (Wanted next = take(); !next.equals(END); next = take()) {
        byte[] block = source.readBlock(next.address);
        limit.pass(block.length);
        file.write(offset, block, 0, block.length);
        index.add(next.address, next.generation, pack, offset);
        offset += block.length;
        bytes.addAndGet(block.length);
      }
      file.force();
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      limit.stop();
    }
  }

  private Wanted take() throws IOException {
    Wanted next = null;
    try {
      while (next == null && failure.get() == null) {
        next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.INTERRUPTED, "a copying thread was interrupted", e);
    }
    return next == null ? END : next;
  }

  /** Ends the threads, whatever they are at; returns when they have ended. */
  @Override
  public void close() {
    failure.compareAndSet(null, new StorageException(Kind.CLOSED, "the backup was given up"));
    limit.stop();
    threads.forEach(UninterruptedWait::join);
  }
}
