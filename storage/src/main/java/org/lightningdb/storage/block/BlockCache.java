package org.lightningdb.storage.block;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one data file that are kept in memory, up to a budget of bytes. Caffeine decides
 * what stays: its admission by frequency keeps a long scan from washing out what is used often.
 * Thread-safe.
 */
public final class BlockCache {
  private final Cache<Long, BlockHandle> handles;

  /** At most about {@code bytesMax} bytes of blocks. */
  public BlockCache(long bytesMax) {
    this.handles =
        Caffeine.newBuilder()
            .maximumWeight(bytesMax)
            .weigher((Long address, BlockHandle handle) -> handle.weight())
            .executor(Runnable::run)
            .removalListener(BlockCache::emptyHandle)
            .build();
  }

  @SuppressWarnings("UnusedVariable") // the listener's shape
  private static void emptyHandle(
      @Nullable Long address, @Nullable BlockHandle handle, RemovalCause cause) {
    if (handle != null) {
      handle.clear();
    }
  }

  @Nullable BlockHandle find(long address) {
    return handles.getIfPresent(address);
  }

  BlockHandle put(long address, Block block) {
    BlockHandle handle = new BlockHandle(block);
    handles.put(address, handle);
    return handle;
  }

  /** Tells of a hit that did not come this way; returns whether the block is held here. */
  @CanIgnoreReturnValue
  boolean touch(long address) {
    return handles.getIfPresent(address) != null;
  }

  void remove(long address) {
    handles.invalidate(address);
  }

  /** Bytes of all blocks held, about. */
  public long weightBytes() {
    return handles.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
