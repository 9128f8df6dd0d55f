package org.lightningdb.storage.layout.btree;

import java.util.Arrays;
import org.lightningdb.storage.block.BlockCodec;
import org.lightningdb.storage.block.BlockImage;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.BlockWriter;
import org.lightningdb.storage.block.RowBuffer;
import org.lightningdb.storage.bytes.Slice;

/**
 * Gathers the rows of one level from left to right and cuts them into blocks, each of which becomes
 * a row of the level above. Up to two blocks of rows are held back, so that the last cut before a
 * boundary can be made in the middle.
 */
final class LevelWriter {
  private static final byte[] NO_BYTES = new byte[0];

  /** The address of a block that has none yet. */
  private static final long NOWHERE = 0;

  private final TreeLevels levels;
  private final int level;
  private final BlockKind kind;
  private final BlockWriter writer;
  private final long storeId;
  private final BlockCodec codec;
  private final RowBuffer rows = new RowBuffer();
  private final byte[] childBuffer = new byte[Child.VALUE_BYTES];
  private final Slice key = new Slice();
  private final Slice value = new Slice();

  /** A lower bound of the next leaf that is also above all earlier leaves. */
  private byte[] separator = NO_BYTES;

  LevelWriter(
      TreeLevels levels,
      int level,
      BlockKind kind,
      BlockWriter writer,
      long storeId,
      BlockCodec codec) {
    this.levels = levels;
    this.level = level;
    this.kind = kind;
    this.writer = writer;
    this.storeId = storeId;
    this.codec = codec;
  }

  boolean isEmpty() {
    return rows.count() == 0;
  }

  int count() {
    return rows.count();
  }

  /** Leaves only: the rows to come are at or above {@code lower}, all earlier ones below. */
  void beginAt(Slice lower) {
    if (isEmpty()) {
      separator = lower.toByteArray();
    }
  }

  /** Leaves only. A row that is larger than a block gets a block of its own. */
  void addEntry(Slice entryKey, long commitTimestamp, Slice entryValue) {
    boolean huge = codec.isHuge(entryKey.length(), entryValue.length());
    if (huge && !isEmpty()) {
      byte[] last = rows.key(rows.count() - 1, key).toByteArray();
      cutEvenly();
      separator = shortestBetween(last, entryKey);
    }
    rows.add(entryKey, commitTimestamp, entryValue);
    if (huge) {
      emit(1);
    } else {
      cutFullBlocks();
    }
  }

  private long size(int rowCount) {
    return codec.encodedSize(rows, 0, rowCount);
  }

  /** Inner levels only. */
  void addChild(Slice lower, Child child) {
    rows.add(lower, child.maxTimestamp(), child.encode(childBuffer, value));
    cutFullBlocks();
  }

  /** The only row, when the tree turns out to have no level here. */
  Child onlyChild() {
    return Child.decode(rows.value(0, value), rows.commitTimestamp(0));
  }

  private void cutFullBlocks() {
    while (size(rows.count()) >= 2L * codec.capacityBytes() && rows.count() > rowsMin()) {
      emit(rowsThatFit(codec.capacityBytes() - codec.capacityBytes() / 10));
    }
  }

  /**
   * Before something that is kept as it is: writes what is held back, in blocks of similar size.
   *
   * @return false if that is too little for a block, so that the caller must add more
   */
  boolean settle() {
    if (isEmpty()) {
      return true;
    }
    long size = size(rows.count());
    if (size < codec.capacityBytes() / 3 || rows.count() < rowsMin()) {
      return false;
    }
    cutEvenly();
    return true;
  }

  /** Writes everything held back, however little. */
  void cutEvenly() {
    while (!isEmpty()) {
      long size = size(rows.count());
      long parts = (size + codec.capacityBytes() - 1) / codec.capacityBytes();
      emit(
          parts <= 1
              ? rows.count()
              : rowsThatFit(Math.min(size / parts + 1, codec.capacityBytes())));
    }
  }

  /** At the right edge of the tree, where more is likely to be appended: full blocks first. */
  void finish() {
    while (!isEmpty()) {
      boolean all = size(rows.count()) <= codec.capacityBytes();
      emit(all ? rows.count() : rowsThatFit(codec.capacityBytes() - codec.capacityBytes() / 10));
    }
  }

  /** An inner block of one child would make the tree higher and nothing wider. */
  private int rowsMin() {
    return level == 0 ? 1 : 2;
  }

  private int rowsThatFit(long bytes) {
    int low = Math.min(rowsMin(), rows.count());
    int high = rows.count();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (size(middle) <= bytes) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return rows.count() - low < rowsMin() ? rows.count() : low;
  }

  private void emit(int rowCount) {
    BlockImage image = codec.image(rows, kind, storeId, 0, rowCount);
    Slice lower;
    Child block;
    if (level == 0) {
      lower = new Slice(separator);
      long bytes = rows.plainBytes(0, rowCount);
      block = new Child(NOWHERE, rowCount, bytes, image.maxTimestamp(), 0);
      byte[] last = rows.key(rowCount - 1, key).toByteArray();
      rows.removeFirst(rowCount);
      separator = isEmpty() ? successor(new Slice(last)) : shortestBetween(last, rows.key(0, key));
    } else {
      lower = rows.key(0, key).copy();
      block = sum(rowCount, image.maxTimestamp());
      rows.removeFirst(rowCount);
    }
    LevelWriter parent = levels.level(level + 1);
    writer.write(
        image, (address, generation) -> parent.addChild(lower, block.placed(address, generation)));
  }

  private Child sum(int rowCount, long maxTimestamp) {
    long entries = 0;
    long bytes = 0;
    for (int row = 0; row < rowCount; row++) {
      Child child = Child.decode(rows.value(row, value), maxTimestamp);
      entries += child.entries();
      bytes += child.bytes();
    }
    return new Child(NOWHERE, entries, bytes, maxTimestamp, 0);
  }

  /** The smallest key above {@code last}. */
  private static byte[] successor(Slice last) {
    return Arrays.copyOf(last.toByteArray(), last.length() + 1);
  }

  /** The shortest key above {@code last} and not above {@code first}. */
  private static byte[] shortestBetween(byte[] last, Slice first) {
    byte[] bytes = first.toByteArray();
    int mismatch = Arrays.mismatch(last, bytes);
    return Arrays.copyOf(bytes, Math.min(bytes.length, mismatch + 1));
  }
}
