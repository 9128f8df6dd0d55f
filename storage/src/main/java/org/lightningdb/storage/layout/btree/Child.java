package org.lightningdb.storage.layout.btree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.bytes.Slice;

/**
 * A row of an inner block: the key is the lower bound of the child, the timestamp the newest commit
 * in it, and the value, little-endian:
 *
 * <pre>
 *  0  u64  address of the child
 *  8  u64  entries in all leaves below
 * 16  u64  bytes of keys and values in all leaves below
 * 24  u32  generation in which the child was written, and with it the newest block below
 * </pre>
 *
 * The lower bound of the leftmost child of a tree is never looked at: it holds whatever lies below
 * the second one.
 *
 * @param maxTimestamp newest commit in the leaves below
 * @param generation see {@link BlockFile#generation}; with the address it names one content for
 *     ever
 */
record Child(long address, long entries, long bytes, long maxTimestamp, long generation) {
  static final int VALUE_BYTES = 28;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static Child read(Block inner, int row) {
    return new Child(
        address(inner, row),
        entries(inner, row),
        bytes(inner, row),
        inner.commitTimestamp(row),
        generation(inner, row));
  }

  static Child decode(Slice value, long maxTimestamp) {
    return new Child(
        (long) LONG.get(value.array(), value.offset()),
        (long) LONG.get(value.array(), value.offset() + 8),
        (long) LONG.get(value.array(), value.offset() + 16),
        maxTimestamp,
        Integer.toUnsignedLong((int) INT.get(value.array(), value.offset() + 24)));
  }

  /** The same, once the block has its place. */
  Child placed(long placedAt, long writtenIn) {
    return new Child(placedAt, entries, bytes, maxTimestamp, writtenIn);
  }

  /** The same, with {@code above} if it says 0; see {@link BlockTrees#AS_WRITTEN}. */
  Child inheriting(long above) {
    return maxTimestamp == 0 ? new Child(address, entries, bytes, above, generation) : this;
  }

  static long address(Block inner, int row) {
    return inner.valueLong(row, 0);
  }

  /** The block of the child, from memory if possible. */
  static Block load(BlockFile blocks, Block inner, int row, long storeId) {
    Block known = blocks.knownChild(inner, row);
    return known == null ? blocks.readChild(inner, row, address(inner, row), storeId) : known;
  }

  static long entries(Block inner, int row) {
    return inner.valueLong(row, 8);
  }

  static long bytes(Block inner, int row) {
    return inner.valueLong(row, 16);
  }

  /** Read as the upper half of the eight bytes that end with the value. */
  static long generation(Block inner, int row) {
    return inner.valueLong(row, 20) >>> 32;
  }

  /** The child of {@code inner} that {@code key} belongs to. */
  static int rowOf(Block inner, Slice key) {
    int row = inner.find(key);
    return row >= 0 ? row : Math.max(0, -2 - row);
  }

  /** Writes the value of the row. */
  Slice encode(byte[] buffer, Slice target) {
    LONG.set(buffer, 0, address);
    LONG.set(buffer, 8, entries);
    LONG.set(buffer, 16, bytes);
    INT.set(buffer, 24, (int) generation);
    return target.set(buffer, 0, VALUE_BYTES);
  }
}
