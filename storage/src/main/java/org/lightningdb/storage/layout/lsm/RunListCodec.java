package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockImage;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.block.RowBlockCodec;
import org.lightningdb.storage.block.RowBuffer;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * A run list as a block of one row for each run. The key is the level in one byte, 0 for young
 * runs, and the place in it in four bytes, highest first; the timestamp is the latest commit of the
 * run; the value, little-endian:
 *
 * <pre>
 *   0  28 bytes of the main tree: u64 address, u32 height, u64 entries, u64 bytes
 *  28  28 bytes of the history tree, all 0 if there is none
 *  56  u64  address of the filter block, 0 if there is none
 *  64  u64  deletions in the main tree
 *  72  u64  latest commit of a deletion
 *  80  u64  when the last version of the history was superseded
 *  88  u32  length of the first key
 *  92       first key, then last key
 * </pre>
 */
final class RunListCodec {
  private static final int TREE_BYTES = 28;
  private static final int FIXED_BYTES = 92;
  private static final int KEY_BYTES = 5;

  /** Of no account: one block is made of all rows, however large. */
  private static final int CAPACITY_BYTES = 16 << 10;

  private RunListCodec() {}

  /** The list must hold a run. */
  static BlockImage encode(long storeId, RunList runs) {
    RowBuffer rows = new RowBuffer();
    for (int level = 0; level <= RunList.LEVELS; level++) {
      int place = 0;
      for (Run run : runs.level(level)) {
        rows.add(new Slice(key(level, place)), run.maxTimestamp(), new Slice(value(run)));
        place++;
      }
    }
    return new RowBlockCodec(CAPACITY_BYTES)
        .image(rows, BlockKind.RUN_LIST, storeId, 0, rows.count());
  }

  private static byte[] key(int level, int place) {
    return new byte[] {
      (byte) level, (byte) (place >>> 24), (byte) (place >>> 16), (byte) (place >>> 8), (byte) place
    };
  }

  private static byte[] value(Run run) {
    Slice first = run.firstKey();
    Slice last = run.lastKey();
    byte[] bytes = new byte[FIXED_BYTES + first.length() + last.length()];
    putTree(bytes, 0, run.main());
    TreeRoot history = run.history();
    if (history != null) {
      putTree(bytes, TREE_BYTES, history);
    }
    LittleEndian.putLong(bytes, 56, run.filterAddress());
    LittleEndian.putLong(bytes, 64, run.tombstones());
    LittleEndian.putLong(bytes, 72, run.newestTombstone());
    LittleEndian.putLong(bytes, 80, run.newestSuperseded());
    LittleEndian.putInt(bytes, 88, first.length());
    System.arraycopy(first.array(), first.offset(), bytes, FIXED_BYTES, first.length());
    int lastStart = FIXED_BYTES + first.length();
    System.arraycopy(last.array(), last.offset(), bytes, lastStart, last.length());
    return bytes;
  }

  private static void putTree(byte[] bytes, int offset, TreeRoot tree) {
    LittleEndian.putLong(bytes, offset, tree.address());
    LittleEndian.putInt(bytes, offset + 8, tree.height());
    LittleEndian.putLong(bytes, offset + 12, tree.entries());
    LittleEndian.putLong(bytes, offset + 20, tree.bytes());
  }

  /**
   * @throws IllegalArgumentException if the block does not hold a run list
   */
  static RunList decode(Block block) {
    if (block.kind() != BlockKind.RUN_LIST) {
      throw new IllegalArgumentException("it is a " + block.kind() + " block");
    }
    List<List<Run>> byLevel = new ArrayList<>();
    for (int level = 0; level <= RunList.LEVELS; level++) {
      byLevel.add(new ArrayList<>());
    }
    KeyBuffer keyBuffer = new KeyBuffer();
    Slice value = new Slice();
    for (int row = 0; row < block.rowCount(); row++) {
      Slice key = block.key(row, keyBuffer);
      int level = key.length() == KEY_BYTES ? key.get(0) : -1;
      if (level < 0 || level > RunList.LEVELS) {
        throw new IllegalArgumentException("row " + row + " has the key " + key);
      }
      byLevel.get(level).add(run(block.value(row, value), block.commitTimestamp(row)));
    }
    RunList runs = new RunList(byLevel.get(0), byLevel.subList(1, byLevel.size()));
    String flaw = runs.flaw();
    if (flaw != null) {
      throw new IllegalArgumentException(flaw);
    }
    return runs;
  }

  private static Run run(Slice value, long maxTimestamp) {
    byte[] array = value.array();
    int start = value.offset();
    int rest = value.length() - FIXED_BYTES;
    int firstLength = rest < 0 ? -1 : LittleEndian.getInt(array, start + 88);
    TreeRoot main = rest < 0 ? null : tree(array, start);
    if (firstLength < 0 || firstLength > rest || main == null) {
      throw new IllegalArgumentException("a run of " + value.length() + " bytes does not parse");
    }
    int firstStart = start + FIXED_BYTES;
    return new Run(
        main,
        tree(array, start + TREE_BYTES),
        LittleEndian.getLong(array, start + 56),
        new Slice(array, firstStart, firstLength).copy(),
        new Slice(array, firstStart + firstLength, rest - firstLength).copy(),
        LittleEndian.getLong(array, start + 64),
        LittleEndian.getLong(array, start + 72),
        LittleEndian.getLong(array, start + 80),
        maxTimestamp);
  }

  private static @Nullable TreeRoot tree(byte[] array, int offset) {
    long address = LittleEndian.getLong(array, offset);
    return address == 0
        ? null
        : new TreeRoot(
            address,
            LittleEndian.getInt(array, offset + 8),
            LittleEndian.getLong(array, offset + 12),
            LittleEndian.getLong(array, offset + 20));
  }
}
