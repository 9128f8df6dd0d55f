package org.lightningdb.storage.layout.btree;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockCodec;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.block.RowBlockCodec;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.LeafWalk;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.layout.history.HistoryLookup;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * B+Trees of immutable blocks: what layouts build stores from. A tree is named by its {@link
 * TreeRoot}; null is the empty tree. {@link #merge} makes a new tree that shares all untouched
 * blocks with the old one, which stays readable as long as its extents are not released.
 *
 * <p>Blocks written before their transaction knew its timestamp say 0 in every row, and so do the
 * inner blocks over them. What adopts them says their timestamp in the row above, or beside the
 * root if there is none above: a 0 stands for what the nearest row above says that is not 0. No
 * block has both.
 *
 * <p>Leaves hold the newest version of each key and no tombstones. Thread-safe; merges of different
 * stores may run at once, merges of one store follow each other by nature. Failures are those of
 * {@link BlockFile}; a failed merge leaves the old tree as it was, and the collector then goes to
 * {@code FreeExtents.abandon}.
 */
public final class BlockTrees {
  /** The longest key a tree takes. */
  public static final int KEY_BYTES_MAX = 64 << 10;

  /** The longest value a tree takes. */
  public static final int VALUE_BYTES_MAX = 64 << 20;

  /** In place of the timestamp beside a root: a 0 stands for itself. */
  static final long AS_WRITTEN = -1;

  /**
   * A tree that may have adopted blocks.
   *
   * @param zeroTimestamp what a 0 stands for that has no other row above it
   */
  record NewestTree(@Nullable TreeRoot root, long zeroTimestamp) {}

  private final BlockFile blocks;
  private final BlockOptions options;
  private final BlockCodec codec;

  public BlockTrees(BlockFile blocks, BlockOptions options) {
    this.blocks = blocks;
    this.options = options;
    this.codec = new RowBlockCodec(options.blockBytes());
  }

  /** With blocks of rows that are cut at {@code blockBytes}, before compression. */
  public BlockTrees(BlockFile blocks, int blockBytes) {
    this(blocks, BlockOptions.defaults().withBlockBytes(blockBytes));
  }

  /**
   * The tree of {@code base} with {@code changes} applied. Not durable before {@link
   * BlockFile#force}.
   *
   * @param changes new versions and tombstones in key order; read once from the first to the last,
   *     not closed
   * @param freed takes the blocks that the result does not share with {@code base}, and notes the
   *     new ones
   * @throws org.lightningdb.storage.error.StorageException also {@code LIMIT}, for a key or value
   *     that is too long
   */
  public @Nullable TreeRoot merge(
      long storeId, @Nullable TreeRoot base, VersionedCursor changes, ExtentCollector freed) {
    return new TreeMerge(blocks, codec, codec, storeId, changes, freed, TreeRules.NEWEST).run(base);
  }

  /** As above, with leaves as {@code spec} wants them. */
  public @Nullable TreeRoot merge(
      long storeId,
      StoreSpec spec,
      @Nullable TreeRoot base,
      VersionedCursor changes,
      ExtentCollector freed) {
    BlockCodec leafCodec = leafCodec(spec);
    return new TreeMerge(blocks, leafCodec, codec, storeId, changes, freed, TreeRules.NEWEST)
        .run(base);
  }

  /** As above, with blocks that may be adopted. */
  NewestTree merge(
      long storeId,
      StoreSpec spec,
      NewestTree base,
      VersionedCursor changes,
      ExtentCollector freed) {
    TreeRules rules = TreeRules.NEWEST.withZeroTimestamp(base.zeroTimestamp());
    return run(storeId, spec, base, changes, rules, freed);
  }

  private NewestTree run(
      long storeId,
      StoreSpec spec,
      NewestTree base,
      VersionedCursor changes,
      TreeRules rules,
      ExtentCollector freed) {
    TreeMerge merge = new TreeMerge(blocks, leafCodec(spec), codec, storeId, changes, freed, rules);
    TreeRoot root = merge.run(base.root());
    return root != null && root.equals(base.root())
        ? base
        : named(storeId, root, merge.rootTimestamp());
  }

  private NewestTree named(long storeId, @Nullable TreeRoot root, long newestTimestamp) {
    boolean adopted = root != null && blocks.read(root.address(), storeId).maxTimestamp() == 0;
    return new NewestTree(root, adopted ? newestTimestamp : 0);
  }

  /**
   * Puts {@code run}, whose rows all say 0, to the right of {@code base} without copying it.
   *
   * @param timestamp what its rows stand for
   * @return null if a key of it is not above all of {@code base}
   */
  @Nullable NewestTree append(
      long storeId, NewestTree base, TreeRoot run, long timestamp, ExtentCollector extents) {
    TreeRoot left = base.root();
    if (left == null) {
      visitExtents(storeId, run, extents::adopt);
      return new NewestTree(run, timestamp);
    }
    Slice lower =
        TreeJoin.bound(
            cursor(storeId, left, ByteRange.all()), cursor(storeId, run, ByteRange.all()));
    if (lower == null) {
      return null;
    }
    visitExtents(storeId, run, extents::adopt);
    long newest = newestTimestamp(storeId, left, base.zeroTimestamp());
    try (TreeLevels levels =
        new TreeLevels(blocks, codec, codec, BlockKind.LEAF, storeId, extents)) {
      TreeRoot root =
          new TreeJoin(blocks, levels, storeId, extents).run(left, newest, run, timestamp, lower);
      return named(storeId, root, levels.rootTimestamp());
    }
  }

  /** Writes a new tree with leaves as {@code spec} wants them; the caller closes it. */
  public TreeBuilder builder(long storeId, StoreSpec spec, ExtentCollector extents) {
    BlockCodec leafCodec = leafCodec(spec);
    return new TreeBuilder(
        new TreeLevels(blocks, leafCodec, codec, BlockKind.LEAF, storeId, extents));
  }

  private BlockCodec leafCodec(StoreSpec spec) {
    boolean compressing = spec.compression() == StoreSpec.Compression.ADAPTIVE;
    RowShape shape = spec.shape();
    return shape == null
        ? new RowBlockCodec(options.blockBytes(), compressing)
        : blocks.columnCodec(shape, options.columnRows(), options.columnBlockBytes(), compressing);
  }

  /** The leaves of the tree, for scans; they stay good while the tree's extents are pinned. */
  public LeafWalk leaves(long storeId, @Nullable TreeRoot root, ByteRange range) {
    return new BTreeCursor(blocks, storeId, root, AS_WRITTEN, range);
  }

  /**
   * As {@link #merge}, for the rows of a history tree: blocks whose rows all have timestamps up to
   * {@code horizon} are dropped, and single such rows where a block is rewritten anyway.
   *
   * @param horizon not negative
   */
  public @Nullable TreeRoot mergeHistory(
      long storeId,
      StoreSpec spec,
      @Nullable TreeRoot base,
      VersionedCursor rows,
      long horizon,
      ExtentCollector freed) {
    return new TreeMerge(
            blocks,
            leafCodec(spec.withShape(null)),
            codec,
            storeId,
            rows,
            freed,
            TreeRules.history(horizon))
        .run(base);
  }

  /**
   * The same tree with the blocks that {@code moves} picks by address written anew, elsewhere; the
   * same root if it picks none.
   *
   * @param leafKind {@code LEAF}, or {@code HISTORY} for a history tree
   */
  public @Nullable TreeRoot move(
      long storeId,
      StoreSpec spec,
      BlockKind leafKind,
      @Nullable TreeRoot base,
      LongPredicate moves,
      ExtentCollector freed) {
    if (base == null) {
      return null;
    }
    try (VersionedCursor nothing = cursor(storeId, null, ByteRange.all())) {
      return new TreeMerge(
              blocks,
              leafCodec(spec),
              codec,
              storeId,
              nothing,
              freed,
              TreeRules.moving(leafKind, moves))
          .run(base);
    }
  }

  /** As above, with blocks that may be adopted. */
  NewestTree move(
      long storeId, StoreSpec spec, NewestTree base, LongPredicate moves, ExtentCollector freed) {
    if (base.root() == null) {
      return base;
    }
    TreeRules rules =
        TreeRules.moving(BlockKind.LEAF, moves).withZeroTimestamp(base.zeroTimestamp());
    try (VersionedCursor nothing = cursor(storeId, null, ByteRange.all())) {
      return run(storeId, spec, base, nothing, rules, freed);
    }
  }

  /** Rows of a history tree have keys and values that are longer by what the row adds. */
  static int keyBytesMax(boolean history) {
    return history ? HistoryLookup.keyBytesMax(KEY_BYTES_MAX) : KEY_BYTES_MAX;
  }

  static int valueBytesMax(boolean history) {
    return history ? HistoryLookup.valueBytesMax(VALUE_BYTES_MAX) : VALUE_BYTES_MAX;
  }

  /** The largest timestamp in the tree; 0 if it is empty. */
  public long newestTimestamp(long storeId, @Nullable TreeRoot root) {
    return newestTimestamp(storeId, root, AS_WRITTEN);
  }

  long newestTimestamp(long storeId, @Nullable TreeRoot root, long zeroTimestamp) {
    return root == null
        ? 0
        : timestamp(blocks.read(root.address(), storeId).maxTimestamp(), zeroTimestamp);
  }

  /** What {@code written} stands for, {@code above} being what the row above says. */
  static long timestamp(long written, long above) {
    return written == 0 && above != AS_WRITTEN ? above : written;
  }

  /** A cursor over the tree; it stays good while the tree's extents are pinned. */
  public VersionedCursor cursor(long storeId, @Nullable TreeRoot root, ByteRange range) {
    return new BTreeCursor(blocks, storeId, root, AS_WRITTEN, range);
  }

  VersionedCursor cursor(
      long storeId, @Nullable TreeRoot root, long zeroTimestamp, ByteRange range) {
    return new BTreeCursor(blocks, storeId, root, zeroTimestamp, range);
  }

  /**
   * Looks up one key.
   *
   * @return whether it is there; then {@code out} has its value and timestamp
   */
  public boolean get(long storeId, @Nullable TreeRoot root, Slice key, FoundVersion out) {
    if (root == null) {
      return false;
    }
    if (root.height() == 1) {
      return getFrom(blocks.read(root.address(), storeId), key, out);
    }
    Block parent = descend(storeId, root, key, 1);
    int row = Child.rowOf(parent, key);
    long timestamp = blocks.getFromChild(parent, row, key, out.value());
    if (timestamp == BlockFile.UNKNOWN) {
      return getFrom(Child.load(blocks, parent, row, storeId), key, out);
    }
    if (timestamp == BlockFile.ABSENT) {
      return false;
    }
    Slice value = out.value();
    out.setValue(value.array(), value.offset(), value.length(), timestamp);
    return true;
  }

  /** As above, in a tree with blocks that may be adopted. */
  boolean get(
      long storeId, @Nullable TreeRoot root, long zeroTimestamp, Slice key, FoundVersion out) {
    if (root == null || !get(storeId, root, key, out)) {
      return false;
    }
    if (out.commitTimestamp() == 0) {
      new TreeWalk(blocks, storeId).stamp(root, zeroTimestamp, key, out);
    }
    return true;
  }

  private static boolean getFrom(Block leaf, Slice key, FoundVersion out) {
    long place = leaf.place(key);
    if (place < 0) {
      return false;
    }
    Slice value = leaf.valueAt(place, out.value());
    out.setValue(value.array(), value.offset(), value.length(), leaf.commitTimestampAt(place));
    return true;
  }

  /** The leaf that {@code key} belongs to; it stays good while the tree's extents are pinned. */
  public Block leaf(long storeId, TreeRoot root, Slice key) {
    return descend(storeId, root, key, 0);
  }

  private Block descend(long storeId, TreeRoot root, Slice key, int toLevel) {
    Block block = blocks.read(root.address(), storeId);
    for (int level = root.height() - 1; level > toLevel; level--) {
      block = Child.load(blocks, block, Child.rowOf(block, key), storeId);
    }
    return block;
  }

  /**
   * As {@link #get} for each of the first {@code count} keys that is not {@code found} yet, level
   * by level, so that waiting for memory overlaps.
   */
  void getMany(
      long storeId,
      TreeRoot root,
      long zeroTimestamp,
      Slice[] keys,
      int count,
      FoundVersion[] out,
      boolean[] found) {
    Block[] path = new Block[count];
    Arrays.fill(path, blocks.read(root.address(), storeId));
    for (int level = root.height() - 1; level > 0; level--) {
      for (int i = 0; i < count; i++) {
        if (!found[i]) {
          path[i] = Child.load(blocks, path[i], Child.rowOf(path[i], keys[i]), storeId);
        }
      }
    }
    boolean[] before = Arrays.copyOf(found, count);
    find(path, keys, count, out, found);
    for (int i = 0; i < count; i++) {
      if (found[i] && !before[i] && out[i].commitTimestamp() == 0) {
        new TreeWalk(blocks, storeId).stamp(root, zeroTimestamp, keys[i], out[i]);
      }
    }
  }

  /** As above, each key in a tree of its own; where that is null, the key is left alone. */
  public void getMany(
      long storeId,
      @Nullable TreeRoot[] roots,
      Slice[] keys,
      int count,
      FoundVersion[] out,
      boolean[] found) {
    @Nullable Block[] path = new @Nullable Block[count];
    int height = 0;
    for (int i = 0; i < count; i++) {
      TreeRoot root = roots[i];
      if (root != null && !found[i]) {
        path[i] = blocks.read(root.address(), storeId);
        height = Math.max(height, root.height());
      }
    }
    for (int level = height - 1; level > 0; level--) {
      for (int i = 0; i < count; i++) {
        Block inner = path[i];
        TreeRoot root = roots[i];
        if (inner != null && root != null && root.height() > level) {
          path[i] = Child.load(blocks, inner, Child.rowOf(inner, keys[i]), storeId);
        }
      }
    }
    find(path, keys, count, out, found);
  }

  private static void find(
      @Nullable Block[] leaves, Slice[] keys, int count, FoundVersion[] out, boolean[] found) {
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      Block leaf = leaves[i];
      places[i] = found[i] || leaf == null ? -1 : leaf.place(keys[i]);
    }
    for (int i = 0; i < count; i++) {
      Block leaf = leaves[i];
      if (places[i] >= 0 && leaf != null) {
        Slice value = leaf.valueAt(places[i], out[i].value());
        long timestamp = leaf.commitTimestampAt(places[i]);
        out[i].setValue(value.array(), value.offset(), value.length(), timestamp);
        found[i] = true;
      }
    }
  }

  /** About what {@code range} holds; looks at inner blocks, and only at leaves in memory. */
  public RangeSize estimate(long storeId, @Nullable TreeRoot root, ByteRange range) {
    return root == null || range.isEmpty()
        ? RangeSize.NOTHING
        : new TreeEstimate(blocks, storeId).estimate(root, range);
  }

  /** Reports the address of every block of the tree; reads inner blocks only. */
  public void visitExtents(long storeId, @Nullable TreeRoot root, LongConsumer visitor) {
    if (root != null) {
      visit(storeId, root.address(), root.height() - 1, visitor);
    }
  }

  private void visit(long storeId, long address, int level, LongConsumer visitor) {
    visitor.accept(address);
    if (level > 0) {
      Block inner = blocks.readOnce(address, storeId);
      for (int row = 0; row < inner.rowCount(); row++) {
        visit(storeId, Child.address(inner, row), level - 1, visitor);
      }
    }
  }

  /** Reports every block of the tree but what lies below one that the visitor does not enter. */
  public void visitSubtrees(long storeId, @Nullable TreeRoot root, SubtreeVisitor visitor) {
    if (root != null) {
      visit(storeId, root.address(), SubtreeVisitor.UNKNOWN_GENERATION, root.height() - 1, visitor);
    }
  }

  private void visit(
      long storeId, long address, long generation, int level, SubtreeVisitor visitor) {
    if (visitor.enter(address, generation) && level > 0) {
      Block inner = blocks.read(address, storeId);
      for (int row = 0; row < inner.rowCount(); row++) {
        Child child = Child.read(inner, row);
        visit(storeId, child.address(), child.generation(), level - 1, visitor);
      }
    }
  }

  /** Whether an entry in {@code range} was committed after {@code timestamp}. */
  public boolean changedAfter(
      long storeId, @Nullable TreeRoot root, ByteRange range, long timestamp) {
    return changedAfter(storeId, root, AS_WRITTEN, range, timestamp);
  }

  boolean changedAfter(
      long storeId, @Nullable TreeRoot root, long zeroTimestamp, ByteRange range, long timestamp) {
    return root != null
        && !range.isEmpty()
        && new TreeWalk(blocks, storeId).changedAfter(root, zeroTimestamp, range, timestamp);
  }

  /** Ascending separators inside {@code range} that cut it into at most {@code parts} parts. */
  public List<Slice> splitPoints(
      long storeId, @Nullable TreeRoot root, ByteRange range, int parts) {
    return root == null || range.isEmpty() || parts < 2
        ? List.of()
        : new TreeWalk(blocks, storeId).splitPoints(root, range, parts);
  }

  /**
   * Reads the whole tree from disk and reports every flaw: unreadable blocks, wrong order, keys
   * outside their bounds, wrong counts and timestamps.
   */
  public void verify(long storeId, @Nullable TreeRoot root, Consumer<String> report) {
    if (root != null) {
      new TreeVerifier(blocks, storeId, BlockKind.LEAF, report).verify(root);
    }
  }

  /** As {@link #verify}, of a history tree. */
  public void verifyHistory(long storeId, @Nullable TreeRoot root, Consumer<String> report) {
    if (root != null) {
      new TreeVerifier(blocks, storeId, BlockKind.HISTORY, report).verify(root);
    }
  }
}
