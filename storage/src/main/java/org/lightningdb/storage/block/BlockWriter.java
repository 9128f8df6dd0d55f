package org.lightningdb.storage.block;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.maintenance.UninterruptedWait;

/**
 * Writes blocks one after the other into space that nothing refers to. Neighbours in the file are
 * gathered into large writes, and whoever writes many blocks has them compressed by other threads
 * meanwhile. Addresses are given and bytes written by the calling thread alone, in the order of the
 * blocks, so that the file does not depend on how fast the others are.
 *
 * <p>Where compression turns out to be of no use, most of the following blocks are not tried.
 *
 * <p>Used by one thread. Failures are those of {@link BlockFile}; they may come with a later block
 * or in {@link #finish}, before which nothing of it may be read.
 */
public final class BlockWriter implements AutoCloseable {
  /** Not humongous even with the smallest regions of the garbage collector. */
  private static final int BUFFER_BYTES = 384 << 10;

  private static final int FIRST_BUFFER_BYTES = 32 << 10;

  /** So many blocks are written before other threads are asked for help. */
  private static final int ALONE_BLOCKS = 8;

  private static final int PENDING_MAX = 32;
  private static final long PENDING_BYTES_MAX = 2 << 20;

  /** So many blocks in a row must not compress before some are passed over. */
  private static final int FAILURES_MIN = 16;

  private static final int UNTRIED_MAX = 64;

  /** Leaves of runs beyond this are not cached: they would wash out what is used. */
  private static final long CACHED_BYTES_MAX = 4 << 20;

  /** Told where a block is, in the order of the blocks. It may write further ones. */
  @FunctionalInterface
  public interface Placed {
    void at(long address, long generation);
  }

  private record Pending(FutureTask<StoredBlock> block, int rawBytes, Placed placed) {}

  private final BlockFile file;
  private final ExtentCollector extents;
  private final @Nullable CompressionWorkers workers;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private byte[] buffer = new byte[0];
  private int buffered;

  /** Where the first buffered byte goes. */
  private long bufferOffset;

  /** Raw bytes of the pending blocks. */
  private long pendingBytes;

  private boolean placing;
  private int alone;
  private long writtenBytes;

  /** Leaves in a row that did not compress, of those that were tried. */
  private int failures;

  /** How many of the next leaves are not tried. */
  private int untried;

  BlockWriter(BlockFile file, ExtentCollector extents, @Nullable CompressionWorkers workers) {
    this.file = file;
    this.extents = extents;
    this.workers = workers;
  }

  /** Takes a block; {@code placed} is told its address now or within a later call. */
  public void write(BlockImage image, Placed placed) {
    boolean trying = image.kind == BlockKind.INNER || isWorthTrying();
    CompressionWorkers help = workers;
    boolean helped = help != null && alone >= ALONE_BLOCKS;
    alone++;
    if (pending.isEmpty() && !helped) {
      place(StoredBlock.of(image, file.compression(), trying), placed);
      return;
    }
    FutureTask<StoredBlock> packing =
        new FutureTask<>(() -> StoredBlock.of(image, file.compression(), trying));
    pending.add(new Pending(packing, image.payload.length, placed));
    pendingBytes += image.payload.length;
    if (help != null) {
      help.offer(packing);
    }
    while (!placing && (pending.size() > PENDING_MAX || pendingBytes > PENDING_BYTES_MAX)) {
      placeFirst();
    }
  }

  private boolean isWorthTrying() {
    if (untried == 0) {
      return true;
    }
    untried--;
    return false;
  }

  private void note(StoredBlock block) {
    if (!block.isTried() || block.image().kind == BlockKind.INNER) {
      return;
    }
    if (block.isCompressed()) {
      failures = 0;
      untried = 0;
    } else if (++failures >= FAILURES_MIN) {
      untried = Math.min(UNTRIED_MAX, failures - FAILURES_MIN + 1);
    }
  }

  /** Returns when every block so far has its address. */
  public void settle() {
    while (!pending.isEmpty()) {
      placeFirst();
    }
    alone = 0;
  }

  private void placeFirst() {
    Pending first = pending.removeFirst();
    pendingBytes -= first.rawBytes;
    first.block.run(); // Unless another thread does or did.
    place(result(first.block), first.placed);
  }

  /** An interrupt does not end the wait, which is short: another thread is compressing. */
  private static StoredBlock result(FutureTask<StoredBlock> task) {
    try {
      return UninterruptedWait.result(task);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a block could not be packed", e.getCause());
    }
  }

  private void place(StoredBlock block, Placed placed) {
    note(block);
    int units = block.units();
    long address = file.freeExtents().allocate(units);
    extents.wrote(address);
    int flags = BlockHeader.FLAG_SINGLE_VERSION;
    if (extents.isBeforeCommit()) {
      flags |= BlockHeader.FLAG_BEFORE_COMMIT;
    }
    long generation = file.generation();
    block.complete(address, flags, generation);
    append(BlockAddress.offsetBytes(address), block.bytes(), units * BlockAddress.UNIT_BYTES);
    file.remember(address, block.image(), isCached(block.image()));
    boolean nested = placing;
    placing = true;
    try {
      placed.at(address, generation);
    } finally {
      placing = nested;
    }
  }

  private boolean isCached(BlockImage image) {
    return image.kind == BlockKind.INNER
        || !extents.isBeforeCommit()
        || writtenBytes <= CACHED_BYTES_MAX;
  }

  private void append(long offset, byte[] bytes, int length) {
    writtenBytes += length;
    if (offset != bufferOffset + buffered || buffered + length > BUFFER_BYTES) {
      flush();
      bufferOffset = offset;
    }
    if (length > BUFFER_BYTES) {
      file.writeBytes(offset, bytes, length);
      bufferOffset = offset + length;
      return;
    }
    if (buffered + length > buffer.length) {
      int larger = Math.max(FIRST_BUFFER_BYTES, 2 * (buffered + length));
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER_BYTES, larger));
    }
    System.arraycopy(bytes, 0, buffer, buffered, length);
    buffered += length;
  }

  private void flush() {
    if (buffered > 0) {
      int length = buffered;
      buffered = 0;
      file.writeBytes(bufferOffset, buffer, length);
      bufferOffset += length;
    }
  }

  /** Returns when every block so far is in the file; not durable before {@link BlockFile#force}. */
  public void finish() {
    settle();
    flush();
  }

  /** Ends the work for blocks that were not finished; returns when no thread is at it. */
  @Override
  public void close() {
    for (Pending left : pending) {
      left.block.run();
      StoredBlock unused = result(left.block);
    }
    pending.clear();
  }
}
