package org.lightningdb.storage.block;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one data file that are kept in memory, up to a budget of bytes. Caffeine decides
 * what stays. A scan leaves its blocks here only where there is room, or when it comes by again
 * before much else was scanned: so one that reads more than fits pushes nothing out, and a table
 * that fits is here after its second scan.
 *
 * <p>Hits do not go through it. Parents hold the handles of their children, and roots, which have
 * no parent, are found in a small table of recent addresses. So that Caffeine still learns what is
 * used, the first hit of a block in each <em>epoch</em> is reported; an epoch ends when a sixteenth
 * of the cache has come in anew, so that a cache into which nothing comes is only read, and threads
 * that share hot blocks write no memory that they share.
 *
 * <p>Thread-safe.
 */
public final class BlockCache {
  /** A full cache is replaced in so many epochs. */
  private static final int EPOCHS = 16;

  private static final int RECENT_BITS = 10;
  private static final int BYTES_PER_SCANNED_SLOT = 8 << 10;

  private final Cache<Long, BlockHandle> handles;
  private final Eviction<Long, BlockHandle> eviction;
  private final AtomicLong putBytes = new AtomicLong();
  private final long epochBytes;
  private volatile int epoch;
  private final AtomicReferenceArray<@Nullable BlockHandle> recent =
      new AtomicReferenceArray<>(1 << RECENT_BITS);

  /**
   * Addresses that scans came by without leaving the block here, each in the slot its hash says
   * until another one takes it, and how many bytes had been scanned then. Raced on without care.
   */
  private final AtomicLongArray scanned;

  private final AtomicLongArray scannedAt;
  private final AtomicLong scannedBytes = new AtomicLong();

  /** At most about {@code bytesMax} bytes of blocks. */
  public BlockCache(long bytesMax) {
    this.handles =
        Caffeine.newBuilder()
            .maximumWeight(bytesMax)
            .weigher((Long address, BlockHandle handle) -> handle.weight())
            .executor(Runnable::run)
            .removalListener(BlockCache::emptyHandle)
            .build();
    this.eviction = handles.policy().eviction().orElseThrow();
    this.scanned = new AtomicLongArray(scannedSlots(bytesMax));
    this.scannedAt = new AtomicLongArray(scanned.length());
    this.epochBytes = Math.max(1, bytesMax / EPOCHS);
  }

  /** Enough to remember as many blocks as the cache may hold, and some more. */
  private static int scannedSlots(long bytesMax) {
    long wanted = Math.max(1 << 10, Math.min(bytesMax / BYTES_PER_SCANNED_SLOT, 1 << 20));
    return Integer.highestOneBit((int) wanted);
  }

  @SuppressWarnings("UnusedVariable") // the listener's shape
  private static void emptyHandle(
      @Nullable Long address, @Nullable BlockHandle handle, RemovalCause cause) {
    if (handle != null) {
      handle.clear();
    }
  }

  /** Changes the budget; what is too much is gone when this returns. */
  public void setBytesMax(long bytesMax) {
    eviction.setMaximum(bytesMax);
    handles.cleanUp();
  }

  /** The handle of a block that is here; it may lose it at any time. */
  @Nullable BlockHandle find(long address) {
    int slot = recentSlot(address);
    BlockHandle handle = recent.getAcquire(slot);
    if (handle != null && handle.address() == address && handle.block() != null) {
      noteHit(handle);
      return handle;
    }
    handle = handles.getIfPresent(address);
    if (handle != null) {
      recent.setRelease(slot, handle);
    }
    return handle;
  }

  private static int recentSlot(long address) {
    return (int) (mixed(address) >>> (Long.SIZE - RECENT_BITS));
  }

  private static long mixed(long address) {
    long product = address * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 32);
  }

  BlockHandle put(long address, Block block) {
    BlockHandle handle = handle(address, block);
    handles.put(address, handle);
    return handle;
  }

  private BlockHandle handle(long address, Block block) {
    int now = (int) (putBytes.addAndGet(block.memoryBytes()) / epochBytes);
    if (now != epoch) {
      epoch = now;
    }
    return new BlockHandle(address, block, now - 1);
  }

  /**
   * Offers a block that a scan came by. Most will not be needed again soon, so it must not push
   * anything out: it is kept only while there is room, or if a scan came by the same block not long
   * ago.
   *
   * @return null if it is not kept
   */
  @Nullable BlockHandle putScanned(long address, Block block) {
    return hasRoomFor(block) || scannedLately(address, block) ? put(address, block) : null;
  }

  private boolean hasRoomFor(Block block) {
    return weightBytes() + block.memoryBytes() <= eviction.getMaximum();
  }

  /** Keeps a block unless that would push something out; returns whether it is kept. */
  boolean putWhileRoom(long address, Block block) {
    boolean room = hasRoomFor(block);
    if (room && !holds(address)) {
      handles.put(address, handle(address, block));
    }
    return room;
  }

  /** The addresses of all blocks, the most used first. */
  long[] hottest() {
    return eviction.hottest(Integer.MAX_VALUE).keySet().stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Whether a scan came by the block since less than the cache holds was scanned. */
  private boolean scannedLately(long address, Block block) {
    int slot = (int) (mixed(address) & (scanned.length() - 1));
    long now = scannedBytes.addAndGet(block.memoryBytes());
    boolean lately =
        scanned.getPlain(slot) == address
            && now - scannedAt.getPlain(slot) <= eviction.getMaximum();
    scanned.setPlain(slot, address);
    scannedAt.setPlain(slot, now);
    return lately;
  }

  /** Whether the block is here; not a hit. */
  boolean holds(long address) {
    return handles.asMap().containsKey(address);
  }

  /** Tells of a hit that did not come this way. */
  void noteHit(BlockHandle handle) {
    if (handle.isNewEpoch(epoch)) {
      touch(handle.address());
    }
  }

  @CanIgnoreReturnValue
  private boolean touch(long address) {
    return handles.getIfPresent(address) != null;
  }

  void remove(long address) {
    handles.invalidate(address);
  }

  /** Bytes of all blocks held, about. */
  public long weightBytes() {
    return eviction.weightedSize().orElse(0);
  }
}
