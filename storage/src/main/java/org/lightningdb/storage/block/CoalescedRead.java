package org.lightningdb.storage.block;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;

/** Reads several blocks with few calls: neighbours, and near neighbours, in one. */
final class CoalescedRead {
  /** Reading over a gap of this size costs less than another call. */
  private static final long GAP_BYTES_MAX = 64 << 10;

  /** More in one call is hardly faster, and larger arrays are a burden for the collector. */
  private static final long CALL_BYTES_MAX = 256 << 10;

  private final BlockReader reader;

  /** Inside the file, ascending. */
  private final long[] addresses;

  /**
   * @param addresses inside the file, ascending: in its order
   */
  CoalescedRead(BlockReader reader, long[] addresses) {
    this.reader = reader;
    this.addresses = addresses;
  }

  /** The blocks; null for each that cannot be read or is damaged. */
  @Nullable Block[] run() {
    @Nullable Block[] read = new @Nullable Block[addresses.length];
    int from = 0;
    while (from < addresses.length) {
      int to = from + 1;
      while (to < addresses.length && isNear(from, to)) {
        to++;
      }
      read(from, to, read);
      from = to;
    }
    return read;
  }

  /** Whether the block at {@code to} can be read together with those from {@code from} on. */
  private boolean isNear(int from, int to) {
    return BlockAddress.offsetBytes(addresses[to]) - endBytes(to - 1) <= GAP_BYTES_MAX
        && endBytes(to) - BlockAddress.offsetBytes(addresses[from]) <= CALL_BYTES_MAX;
  }

  private long endBytes(int index) {
    return BlockAddress.offsetBytes(addresses[index]) + BlockAddress.lengthBytes(addresses[index]);
  }

  private void read(int from, int to, @Nullable Block[] target) {
    long start = BlockAddress.offsetBytes(addresses[from]);
    byte[] part = new byte[(int) (endBytes(to - 1) - start)];
    int length;
    try {
      length = reader.readPart(start, part, part.length);
    } catch (IOException e) {
      return; // Whoever wants one of these blocks reads it alone and is told.
    }
    reader.counts().read(to - from, length);
    reader.counts().readAhead(to - from);
    for (int i = from; i < to; i++) {
      int at = (int) (BlockAddress.offsetBytes(addresses[i]) - start);
      int end = (int) (endBytes(i) - start);
      if (end <= length) {
        target[i] = decode(Arrays.copyOfRange(part, at, end), addresses[i]);
      }
    }
  }

  private @Nullable Block decode(byte[] bytes, long address) {
    try {
      return reader.decode(bytes, address, BlockFile.ANY_STORE);
    } catch (StorageException e) {
      return null; // As above.
    }
  }
}
