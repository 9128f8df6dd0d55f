package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlocksAhead;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * Reads ahead for one cursor that goes from leaf to leaf over blocks that are not in memory.
 *
 * <p>The first such step asks for its leaf and the one behind it; later ones for twice as many as
 * before, up to a limit, as soon as the scan has come to the first of what it asked for last. So
 * the next stretch is read while this one is used. The inner block above says where the leaves are:
 * nothing is asked for beyond it, nor beyond the range. Leaves that are in memory are left out.
 *
 * <p>Used by one thread.
 */
final class ScanAhead {
  private static final int LEAVES_MIN = 2;
  private static final int LEAVES_MAX = 256;

  private final BlockFile blocks;
  private final long storeId;
  private final ByteRange range;
  private final @Nullable BlocksAhead ahead;
  private final long[] addresses = new long[LEAVES_MAX];

  private @Nullable Block parent;
  private int step;

  /** Rows of the parent from here on have not been asked for. */
  private int unasked;

  /** The row at which to ask for more. */
  private int trigger;

  /** The row at which to stop asking. */
  private int limit;

  private int leaves;

  ScanAhead(BlockFile blocks, long storeId, ByteRange range) {
    this.blocks = blocks;
    this.storeId = storeId;
    this.range = range;
    this.ahead = blocks.blocksAhead();
  }

  /**
   * The child of {@code inner}, which is not known to be in memory.
   *
   * @param level of {@code inner}
   * @param direction 1 or -1: where the scan goes
   */
  Block load(Block inner, int level, int row, int direction) {
    BlocksAhead reads = ahead;
    if (level == 1 && reads != null) {
      if (inner != parent || direction != step) {
        enter(inner, row, direction);
      }
      if ((row - trigger) * step >= 0) {
        ask(reads, inner, row);
      }
    }
    return blocks.readScanned(inner, row, Child.address(inner, row), storeId, reads);
  }

  private void enter(Block inner, int row, int direction) {
    parent = inner;
    step = direction;
    unasked = row;
    trigger = row;
    Slice upper = range.upper();
    Slice lower = range.lower();
    if (direction > 0) {
      limit = upper == null ? inner.rowCount() : inner.lowerBound(upper);
    } else {
      limit = lower == null ? -1 : Child.rowOf(inner, lower) - 1;
    }
  }

  private void ask(BlocksAhead reads, Block inner, int row) {
    int from = (row - unasked) * step > 0 ? row : unasked;
    leaves = Math.max(LEAVES_MIN, Math.min(LEAVES_MAX, 2 * leaves));
    long diskBytes = 0;
    long memoryBytes = 0;
    int count = 0;
    int at = from;
    int end = from + step * leaves;
    while (at != end && (limit - at) * step > 0 && diskBytes < reads.windowBytesMax()) {
      long address = Child.address(inner, at);
      if (!blocks.isCached(address)) {
        addresses[count++] = address;
        diskBytes += BlockAddress.lengthBytes(address);
        memoryBytes += BlockAddress.lengthBytes(address) + Child.bytes(inner, at);
      }
      at += step;
    }
    unasked = at;
    trigger = leaves == LEAVES_MIN || at == from ? at - step : from;
    if ((trigger - row) * step <= 0) {
      trigger = row + step;
    }
    reads.request(addresses, count, memoryBytes);
  }

  /** The scan begins anew elsewhere, or ends: drops everything asked for. */
  void forget() {
    parent = null;
    leaves = 0;
    if (ahead != null) {
      ahead.forget();
    }
  }
}
