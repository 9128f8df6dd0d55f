package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;

/**
 * Reads what can be read of a damaged tree, in key order. A block that cannot be read, or is not
 * the one its parent means, costs the key range that its parent gives it and nothing else. Used by
 * one thread.
 */
public final class TreeSalvage {
  private final BlockFile blocks;
  private final long storeId;
  private final Sink sink;

  /** Who takes the rows. The slices are borrowed. */
  public interface Sink {
    void row(Slice key, long commitTimestamp, Slice value);

    /** A subtree that cannot be read; {@code entries} is what it should have held. */
    void lost(ByteRange range, long entries, String why);
  }

  public TreeSalvage(BlockFile blocks, long storeId, Sink sink) {
    this.blocks = blocks;
    this.storeId = storeId;
    this.sink = sink;
  }

  /** Walks the tree with this root. */
  public void walk(long address, int height, long entries) {
    walk(address, height - 1, ByteRange.all(), entries, null);
  }

  private void walk(
      long address, int level, ByteRange range, long entries, @Nullable Long maxTimestamp) {
    Block block;
    try {
      block = blocks.readFromDisk(address, storeId);
    } catch (StorageException e) {
      sink.lost(range, entries, String.valueOf(e.getMessage()));
      return;
    }
    boolean asNamed =
        block.kind() == (level == 0 ? BlockKind.LEAF : BlockKind.INNER)
            && (maxTimestamp == null
                || block.maxTimestamp() == 0 // Adopted: the parent alone knows.
                || maxTimestamp == block.maxTimestamp());
    if (!asNamed) {
      sink.lost(range, entries, "another block took the place of the one at " + address);
    } else if (level == 0) {
      readLeaf(block, range);
    } else {
      readInner(block, level, range);
    }
  }

  private void readLeaf(Block leaf, ByteRange range) {
    KeyBuffer buffer = new KeyBuffer();
    Slice value = new Slice();
    for (int row = 0; row < leaf.rowCount(); row++) {
      Slice key = leaf.key(row, buffer);
      if (range.contains(key)) {
        sink.row(key, leaf.commitTimestamp(row), leaf.value(row, value));
      }
    }
  }

  private void readInner(Block inner, int level, ByteRange range) {
    KeyBuffer buffer = new KeyBuffer();
    for (int row = 0; row < inner.rowCount(); row++) {
      Child child = Child.read(inner, row);
      Slice lower = row == 0 ? range.lower() : inner.key(row, buffer).copy();
      boolean last = row + 1 == inner.rowCount();
      Slice upper = last ? range.upper() : inner.key(row + 1, buffer).copy();
      walk(
          child.address(),
          level - 1,
          new ByteRange(lower, upper),
          child.entries(),
          child.maxTimestamp());
    }
  }
}
