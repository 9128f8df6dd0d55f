package org.lightningdb.storage.layout.btree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockCodec;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.BlockWriter;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * A tree that is being written from left to right, level by level. What goes into a level appears
 * in the level above later, when its block is placed. Used once, by one thread; the caller closes
 * it, after a failure, too.
 */
final class TreeLevels implements AutoCloseable {
  private final BlockFile blocks;
  private final BlockWriter writer;
  private final BlockCodec leafCodec;
  private final BlockCodec innerCodec;
  private final BlockKind leafKind;
  private final long storeId;
  private final ExtentCollector extents;
  private final List<LevelWriter> levels = new ArrayList<>();
  private long rootTimestamp;

  TreeLevels(
      BlockFile blocks,
      BlockCodec leafCodec,
      BlockCodec innerCodec,
      BlockKind leafKind,
      long storeId,
      ExtentCollector extents) {
    this.blocks = blocks;
    this.writer = blocks.writer(extents);
    this.leafCodec = leafCodec;
    this.innerCodec = innerCodec;
    this.leafKind = leafKind;
    this.storeId = storeId;
    this.extents = extents;
  }

  /** The writer of blocks at {@code level}, 0 = leaves. */
  LevelWriter level(int level) {
    while (levels.size() <= level) {
      BlockCodec codec = levels.isEmpty() ? leafCodec : innerCodec;
      BlockKind kind = levels.isEmpty() ? leafKind : BlockKind.INNER;
      levels.add(new LevelWriter(this, levels.size(), kind, writer, storeId, codec));
    }
    return levels.get(level);
  }

  /**
   * Before a subtree of {@code level} is kept as it is: writes what is held back below.
   *
   * @return false if that is too little for a block somewhere, so that the caller must add more
   */
  boolean settle(int level) {
    for (int below = 0; below <= level; below++) {
      writer.settle();
      if (!level(below).settle()) {
        return false;
      }
    }
    writer.settle();
    return true;
  }

  /**
   * Before something of {@code level} that is to the right of everything below: writes all that is
   * held back below, however little.
   */
  void cut(int level) {
    for (int below = 0; below <= level; below++) {
      writer.settle();
      level(below).cutEvenly();
    }
    writer.settle();
  }

  /** The newest commit in the tree that {@link #finish} returned. */
  long rootTimestamp() {
    return rootTimestamp;
  }

  /** Writes what is left, from the leaves up, until one block holds everything. */
  @Nullable TreeRoot finish() {
    for (int level = 0; ; level++) {
      level(level).finish();
      writer.settle();
      boolean top = true;
      for (int above = level + 2; above < levels.size(); above++) {
        top &= levels.get(above).isEmpty();
      }
      LevelWriter parent = level(level + 1);
      if (top && parent.count() <= 1) {
        writer.finish();
        return parent.isEmpty() ? null : lowest(parent.onlyChild(), level);
      }
    }
  }

  /** Drops inner blocks of a single child from the top. */
  private TreeRoot lowest(Child top, int topLevel) {
    Child root = top;
    int level = topLevel;
    while (level > 0) {
      Block block = blocks.read(root.address(), storeId);
      if (block.rowCount() > 1) {
        break;
      }
      extents.free(root.address());
      root = Child.read(block, 0).inheriting(root.maxTimestamp());
      level--;
    }
    rootTimestamp = root.maxTimestamp();
    return new TreeRoot(root.address(), level + 1, root.entries(), root.bytes());
  }

  /** Returns when no other thread works for the tree any more. */
  @Override
  public void close() {
    writer.close();
  }
}
