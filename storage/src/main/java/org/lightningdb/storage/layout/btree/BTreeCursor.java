package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.LeafWalk;
import org.lightningdb.storage.manifest.TreeRoot;

/** A walk over one tree. It holds the blocks from the root to its leaf. */
final class BTreeCursor implements VersionedCursor, LeafWalk {
  private static final int NOWHERE = -1;

  private final BlockFile blocks;
  private final long storeId;
  private final @Nullable TreeRoot root;
  private final long zeroTimestamp;
  private final ByteRange range;
  private final @Nullable Block[] path;
  private final int[] rows;
  private final KeyBuffer keyBuffer = new KeyBuffer();
  private final Slice value = new Slice();

  /** First and one past the last row of the leaf inside the range. */
  private int begin;

  private int end;
  private int row = NOWHERE;

  /** The leaf of the path, which is asked at every step. */
  private @Nullable Block leaf;

  /** Whether {@link #nextLeaf} has been called. */
  private boolean walked;

  /** Made when a block is missing on the way from leaf to leaf. */
  private @Nullable ScanAhead ahead;

  /**
   * @param zeroTimestamp as {@link BlockTrees#AS_WRITTEN} explains
   */
  BTreeCursor(
      BlockFile blocks,
      long storeId,
      @Nullable TreeRoot root,
      long zeroTimestamp,
      ByteRange range) {
    this.blocks = blocks;
    this.storeId = storeId;
    this.root = root;
    this.zeroTimestamp = zeroTimestamp;
    this.range = range;
    int height = root == null ? 0 : root.height();
    this.path = new @Nullable Block[height];
    this.rows = new int[height];
  }

  private Block block(int level) {
    Block block = path[level];
    if (block == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return block;
  }

  /** Which way down the tree. */
  private enum Way {
    LEFTMOST,
    RIGHTMOST,
    TO_KEY
  }

  private boolean descend(Way way, Slice key) {
    row = NOWHERE;
    forgetAhead();
    if (root == null || range.isEmpty()) {
      return false;
    }
    int top = path.length - 1;
    path[top] = blocks.read(root.address(), storeId);
    descendFrom(top, way, key);
    return true;
  }

  private void descendFrom(int top, Way way, Slice key) {
    for (int level = top; level > 0; level--) {
      Block inner = block(level);
      rows[level] =
          switch (way) {
            case LEFTMOST -> 0;
            case RIGHTMOST -> inner.rowCount() - 1;
            case TO_KEY -> Child.rowOf(inner, key);
          };
      loadChild(level, inner);
    }
    bound();
  }

  private void loadChild(int level, Block inner) {
    path[level - 1] = Child.load(blocks, inner, rows[level], storeId);
  }

  /** As {@link #loadChild}, on the way from leaf to leaf. */
  private void passTo(int level, Block inner, int direction) {
    Block known = blocks.knownChild(inner, rows[level]);
    path[level - 1] = known == null ? scan(level, inner, direction) : known;
  }

  private Block scan(int level, Block inner, int direction) {
    ScanAhead scan = ahead;
    if (scan == null) {
      scan = new ScanAhead(blocks, storeId, range);
      ahead = scan;
    }
    return scan.load(inner, level, rows[level], direction);
  }

  private void forgetAhead() {
    if (ahead != null) {
      ahead.forget();
    }
  }

  private void bound() {
    Block found = block(0);
    leaf = found;
    Slice lower = range.lower();
    Slice upper = range.upper();
    begin = lower == null ? 0 : found.lowerBound(lower);
    end = upper == null ? found.rowCount() : found.lowerBound(upper);
  }

  /** To the leaf to the right, if there is one. */
  private boolean advance() {
    int level = 1;
    while (level < path.length && rows[level] + 1 == block(level).rowCount()) {
      level++;
    }
    if (level >= path.length) {
      forgetAhead();
      return false;
    }
    rows[level]++;
    passTo(level, block(level), 1);
    for (int below = level - 1; below > 0; below--) {
      rows[below] = 0;
      passTo(below, block(below), 1);
    }
    bound();
    return true;
  }

  /** To the leaf to the left, if there is one. */
  private boolean retreat() {
    int level = 1;
    while (level < path.length && rows[level] == 0) {
      level++;
    }
    if (level >= path.length) {
      forgetAhead();
      return false;
    }
    rows[level]--;
    passTo(level, block(level), -1);
    for (int below = level - 1; below > 0; below--) {
      rows[below] = block(below).rowCount() - 1;
      passTo(below, block(below), -1);
    }
    bound();
    return true;
  }

  /** From row {@code from} on to the first in range; nowhere also if a block cannot be read. */
  private boolean settleForward(int from) {
    int at = from;
    row = NOWHERE;
    while (at >= end) {
      if (end < block(0).rowCount() || !advance()) {
        return false;
      }
      at = begin;
    }
    row = at;
    return true;
  }

  private boolean settleBackward(int from) {
    int at = from;
    row = NOWHERE;
    while (at < begin) {
      if (begin > 0 || !retreat()) {
        return false;
      }
      at = end - 1;
    }
    row = at;
    return true;
  }

  @Override
  public boolean first() {
    Slice lower = range.lower();
    boolean any = lower == null ? descend(Way.LEFTMOST, value) : descend(Way.TO_KEY, lower);
    return any && settleForward(begin);
  }

  @Override
  public boolean last() {
    Slice upper = range.upper();
    boolean any = upper == null ? descend(Way.RIGHTMOST, value) : descend(Way.TO_KEY, upper);
    return any && settleBackward(end - 1);
  }

  @Override
  public boolean seek(Slice key) {
    Slice lower = range.lower();
    if (lower != null && key.compareTo(lower) < 0) {
      return first();
    }
    return descend(Way.TO_KEY, key) && settleForward(block(0).lowerBound(key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    Slice upper = range.upper();
    if (upper != null && key.compareTo(upper) >= 0) {
      return last();
    }
    if (!descend(Way.TO_KEY, key)) {
      return false;
    }
    int found = block(0).find(key);
    return settleBackward(found >= 0 ? found : -2 - found);
  }

  @Override
  public boolean next() {
    requireStanding();
    if (row + 1 < end) {
      row++;
      return true;
    }
    return settleForward(row + 1);
  }

  @Override
  public boolean nextLeaf() {
    if (walked) {
      return row != NOWHERE && settleForward(end);
    }
    walked = true;
    return first();
  }

  @Override
  public Block leaf() {
    Block here = leaf;
    if (row == NOWHERE || here == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return here;
  }

  @Override
  public int begin() {
    requireStanding();
    return begin;
  }

  @Override
  public int end() {
    requireStanding();
    return end;
  }

  @Override
  public boolean prev() {
    requireStanding();
    return settleBackward(row - 1);
  }

  private void requireStanding() {
    if (row == NOWHERE) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
  }

  @Override
  public Slice key() {
    return leaf().key(row, keyBuffer);
  }

  @Override
  public Slice value() {
    return leaf().value(row, value);
  }

  @Override
  public long commitTimestamp() {
    long timestamp = leaf().commitTimestamp(row);
    if (timestamp != 0 || zeroTimestamp == BlockTrees.AS_WRITTEN) {
      return timestamp;
    }
    for (int level = 1; level < path.length && timestamp == 0; level++) {
      timestamp = block(level).commitTimestamp(rows[level]);
    }
    return timestamp == 0 ? zeroTimestamp : timestamp;
  }

  /** Trees hold no deletions. */
  @Override
  public boolean tombstone() {
    requireStanding();
    return false;
  }

  @Override
  public boolean showsOnlyVisible() {
    return true;
  }

  /** A tree holds one version of each key. */
  @Override
  public boolean olderVersion() {
    requireStanding();
    return false;
  }

  @Override
  public void close() {
    row = NOWHERE;
    forgetAhead();
    leaf = null;
    for (int level = 0; level < path.length; level++) {
      path[level] = null;
    }
  }
}
