package org.lightningdb.storage.layout.btree;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.manifest.TreeRoot;

/** Reads every block of a tree from disk and compares it with what its parent says of it. */
final class TreeVerifier {
  private final BlockFile blocks;
  private final long storeId;
  private final BlockKind leafKind;
  private final Consumer<String> report;

  TreeVerifier(BlockFile blocks, long storeId, BlockKind leafKind, Consumer<String> report) {
    this.blocks = blocks;
    this.storeId = storeId;
    this.leafKind = leafKind;
    this.report = report;
  }

  void verify(TreeRoot root) {
    RangeSize found = verify(root.address(), root.height() - 1, null, null, null);
    if (found != null && (found.entries() != root.entries() || found.bytes() != root.bytes())) {
      flaw(root.address(), "root says " + root + " but the tree holds " + found);
    }
  }

  private void flaw(long address, String what) {
    report.accept(
        "store "
            + storeId
            + ", block at offset "
            + BlockAddress.offsetBytes(address)
            + " of "
            + blocks.fileName()
            + ": "
            + what);
  }

  /** What the subtree holds; null if a block of it cannot be read, which is then reported. */
  private @Nullable RangeSize verify(
      long address,
      int level,
      @Nullable Slice lower,
      @Nullable Slice upper,
      @Nullable Long maxTimestamp) {
    Block block;
    try {
      block = blocks.readFromDisk(address, storeId);
    } catch (StorageException e) {
      flaw(address, "cannot be read: " + e.getMessage());
      return null;
    }
    if (block.kind() != (level == 0 ? leafKind : BlockKind.INNER)) {
      flaw(address, "is a " + block.kind() + " block at level " + level);
      return null;
    }
    verifyRows(block, address, level, lower, upper);
    boolean adopted = block.maxTimestamp() == 0;
    if (maxTimestamp != null && maxTimestamp != block.maxTimestamp() && !adopted) {
      flaw(address, "newest commit " + block.maxTimestamp() + ", parent says " + maxTimestamp);
    }
    return level == 0 ? leafSize(block) : verifyChildren(block, address, level, lower, upper);
  }

  private void verifyRows(
      Block block, long address, int level, @Nullable Slice lower, @Nullable Slice upper) {
    KeyBuffer buffer = new KeyBuffer();
    Slice previous = null;
    long newest = Long.MIN_VALUE;
    long oldest = Long.MAX_VALUE;
    for (int row = 0; row < block.rowCount(); row++) {
      Slice key = block.key(row, buffer).copy();
      if (previous != null && previous.compareTo(key) >= 0) {
        flaw(address, "row " + row + " is not above the one before: " + key);
      }
      boolean unused = level > 0 && row == 0;
      if (!unused
          && ((lower != null && key.compareTo(lower) < 0)
              || (upper != null && key.compareTo(upper) >= 0))) {
        flaw(address, "row " + row + " is outside the bounds of the block: " + key);
      }
      newest = Math.max(newest, block.commitTimestamp(row));
      oldest = Math.min(oldest, block.commitTimestamp(row));
      previous = key;
    }
    if (newest != block.maxTimestamp() || oldest != block.minTimestamp()) {
      flaw(address, "timestamps of the rows differ from those of the header");
    }
  }

  private static RangeSize leafSize(Block leaf) {
    KeyBuffer buffer = new KeyBuffer();
    Slice value = new Slice();
    long bytes = 0;
    for (int row = 0; row < leaf.rowCount(); row++) {
      bytes += leaf.key(row, buffer).length() + leaf.value(row, value).length();
    }
    return new RangeSize(leaf.rowCount(), bytes);
  }

  private @Nullable RangeSize verifyChildren(
      Block inner, long address, int level, @Nullable Slice lower, @Nullable Slice upper) {
    KeyBuffer buffer = new KeyBuffer();
    long entries = 0;
    long bytes = 0;
    boolean complete = true;
    for (int row = 0; row < inner.rowCount(); row++) {
      Child child = Child.read(inner, row);
      Slice childLower = row == 0 ? lower : inner.key(row, buffer).copy();
      boolean last = row + 1 == inner.rowCount();
      Slice childUpper = last ? upper : inner.key(row + 1, buffer).copy();
      RangeSize found =
          verify(child.address(), level - 1, childLower, childUpper, child.maxTimestamp());
      if (found == null) {
        complete = false;
      } else if (found.entries() != child.entries() || found.bytes() != child.bytes()) {
        flaw(address, "row " + row + " says " + child + " but the child holds " + found);
      }
      entries += child.entries();
      bytes += child.bytes();
    }
    return complete ? new RangeSize(entries, bytes) : null;
  }
}
