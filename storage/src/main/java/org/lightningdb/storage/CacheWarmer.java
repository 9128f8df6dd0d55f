package org.lightningdb.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.lightningdb.storage.backup.BackupSource;
import org.lightningdb.storage.backup.RateLimit;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.HotBlocks;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.UninterruptedWait;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.vfs.Vfs;

/**
 * Fills the cache after an open with the blocks that were hot before: in the background, in the
 * order of the file, not faster than it is told. Which ones these are is saved after a checkpoint
 * now and then, and when the engine is closed.
 *
 * <p>The saved addresses may be stale in every way. So they only choose among the blocks that the
 * trees of the current state reach, which is pinned meanwhile; no other block is read.
 */
final class CacheWarmer {
  private static final System.Logger LOGGER = System.getLogger(CacheWarmer.class.getName());
  private static final long BETWEEN_SAVES_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PART_BYTES = 256 << 10;

  private final Vfs vfs;
  private final BlockFile blocks;
  private final long databaseId;
  private final Supplier<? extends BackupSource> pin;
  private final LongSupplier nanoTime;
  private final BackgroundTask task;
  private final RateLimit limit;
  private final Thread thread;
  private final AtomicLong nextSaveNanos;
  private volatile boolean stopped;

  /**
   * @param pin holds the newest durable state still until it is closed
   */
  CacheWarmer(
      Vfs vfs,
      BlockFile blocks,
      long databaseId,
      Supplier<? extends BackupSource> pin,
      long bytesPerSecond,
      LongSupplier nanoTime,
      BackgroundTask task,
      ThreadFactory threads) {
    this.vfs = vfs;
    this.blocks = blocks;
    this.databaseId = databaseId;
    this.pin = pin;
    this.nanoTime = nanoTime;
    this.task = task;
    this.limit = new RateLimit(bytesPerSecond, nanoTime);
    this.nextSaveNanos = new AtomicLong(nanoTime.getAsLong() + BETWEEN_SAVES_NANOS);
    this.thread = threads.newThread(task.restarting(this::loadOnce));
    thread.setName("lightning-" + task.name());
  }

  void start() {
    thread.start();
  }

  /** Gives up loading; returns when the thread has ended. */
  void stop() {
    stopped = true;
    task.stop();
    limit.stop();
    UninterruptedWait.join(thread);
  }

  /** Damage that is met here is left to whoever needs the block. */
  private void loadOnce() {
    try {
      task.run(this::load);
    } catch (StorageException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the cache is not warmed", e);
    }
  }

  private void load() {
    long[] hot;
    try {
      hot = HotBlocks.load(vfs, databaseId);
    } catch (IOException e) {
      throw new StorageException(Kind.READ_FAILED, "the list of hot blocks cannot be read", e);
    }
    if (hot.length > 0) {
      Arrays.sort(hot);
      try (BackupSource pinned = pin.get()) {
        load(reached(pinned, hot));
      }
    }
  }

  /** Those of {@code hot}, which ascend, that the state has; ascending. */
  private long[] reached(BackupSource pinned, long[] hot) {
    LongStream.Builder reached = LongStream.builder();
    for (StoreEntry store : pinned.state().stores().values()) {
      pinned.visitSubtrees(
          store,
          (address, generation) -> {
            boolean wanted = Arrays.binarySearch(hot, address) >= 0;
            if (wanted) {
              reached.add(address);
            }
            boolean root = generation == SubtreeVisitor.UNKNOWN_GENERATION;
            return !stopped && (wanted || root);
          });
    }
    return reached.build().sorted().toArray();
  }

  private void load(long[] addresses) {
    long[] missing =
        Arrays.stream(addresses).filter(address -> !blocks.isCached(address)).toArray();
    int from = 0;
    boolean room = true;
    while (from < missing.length && room && !stopped) {
      int to = from;
      long bytes = 0;
      do {
        bytes += BlockAddress.lengthBytes(missing[to]);
        to++;
      } while (to < missing.length && bytes < PART_BYTES);
      limit.pass(bytes);
      room = stopped || blocks.warm(Arrays.copyOfRange(missing, from, to));
      from = to;
    }
  }

  /** Saves what is hot now, unless that was done a moment ago. */
  void checkpointEnded() {
    long next = nextSaveNanos.get();
    long now = nanoTime.getAsLong();
    if (now - next >= 0 && nextSaveNanos.compareAndSet(next, now + BETWEEN_SAVES_NANOS)) {
      save();
    }
  }

  /** Saves what is hot now. If that fails, the next open is slower, and no more. */
  void save() {
    try {
      HotBlocks.save(vfs, databaseId, blocks.hottest());
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the list of hot blocks is not saved", e);
    }
  }
}
