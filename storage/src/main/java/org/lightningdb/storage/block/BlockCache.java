package org.lightningdb.storage.block;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one data file that are kept in memory, up to a budget of bytes. Caffeine decides
 * what stays: its admission by frequency keeps a long scan from washing out what is used often.
 *
 * <p>Hits do not go through it. Parents hold the handles of their children, and roots, which have
 * no parent, are found in a small table of recent addresses. So that Caffeine still learns what is
 * used, the first hit of a block in each <em>epoch</em> is reported; an epoch is {@link
 * #PUTS_PER_EPOCH} new blocks long, so that a cache into which nothing comes is only read, and
 * threads that share hot blocks write no memory that they share.
 *
 * <p>Thread-safe.
 */
public final class BlockCache {
  private static final int PUTS_PER_EPOCH = 256;
  private static final int RECENT_BITS = 10;

  private final Cache<Long, BlockHandle> handles;
  private final Eviction<Long, BlockHandle> eviction;
  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicReferenceArray<@Nullable BlockHandle> recent =
      new AtomicReferenceArray<>(1 << RECENT_BITS);

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
    return (int) ((address * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - RECENT_BITS));
  }

  BlockHandle put(long address, Block block) {
    BlockHandle handle = new BlockHandle(address, block, puts.incrementAndGet() / PUTS_PER_EPOCH);
    handles.put(address, handle);
    return handle;
  }

  /** Tells of a hit that did not come this way. */
  void noteHit(BlockHandle handle) {
    if (handle.isNewEpoch(puts.get() / PUTS_PER_EPOCH)) {
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
