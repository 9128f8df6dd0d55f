package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.block.RowBlockCodec;
import org.lightningdb.storage.block.RowBuffer;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.layout.history.SupersededCursor;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.StoreSpec;

/** Writes runs and lists of runs. Thread-safe; each call has an extent collector of its own. */
final class RunWriter {
  /** Of no account: each of these blocks is made of all its rows, however large. */
  private static final int CAPACITY_BYTES = 16 << 10;

  private final BlockFile blocks;
  private final BlockTrees trees;
  private final CompactionOptions options;

  RunWriter(BlockFile blocks, BlockTrees trees, CompactionOptions options) {
    this.blocks = blocks;
    this.trees = trees;
    this.options = options;
  }

  /**
   * Everything that {@code rows} shows, as runs in the order of their keys.
   *
   * @param spec how leaves are to be
   * @param rows read from the first to the last, once for the newest versions and once for the
   *     superseded ones; not closed
   * @param progress see {@link RunSource}
   */
  List<Run> write(
      long storeId,
      StoreSpec spec,
      VersionedCursor rows,
      RunCut cut,
      LongConsumer progress,
      ExtentCollector extents) {
    boolean filters = options.filterBitsPerKey() > 0;
    RunSource source = new RunSource(rows, valueOfDeletions(spec), cut, filters, progress);
    List<Run> written = new ArrayList<>();
    while (source.hasMore()) {
      TreeRoot main = trees.merge(storeId, spec, null, source, extents);
      if (main == null) {
        throw new IllegalStateException("a run without rows");
      }
      long filter = filters ? writeFilter(storeId, source, extents) : 0;
      Run run = source.describe(main, filter);
      if (spec.historyMillis() > 0) {
        Slice next = source.nextKey();
        run = withHistory(run, storeId, spec, rows, cut.horizon(), extents);
        source.resumeAt(next);
      }
      written.add(run);
    }
    return written;
  }

  private static Slice valueOfDeletions(StoreSpec spec) {
    RowShape shape = spec.shape();
    if (shape == null) {
      return new Slice();
    }
    RowWriter row = new RowWriter(new RowFormat(shape));
    row.begin();
    for (int column = 0; column < shape.columns().size(); column++) {
      row.setNull(column);
    }
    return row.finish();
  }

  private Run withHistory(
      Run run,
      long storeId,
      StoreSpec spec,
      VersionedCursor rows,
      long horizon,
      ExtentCollector extents) {
    VersionedCursor inRun = new RunKeysCursor(rows, run.firstKey(), run.lastKey());
    VersionedCursor older = trees.cursor(storeId, null, ByteRange.all());
    try (VersionedCursor superseded = new SupersededCursor(inRun, older, horizon, true)) {
      TreeRoot history = trees.mergeHistory(storeId, spec, null, superseded, horizon, extents);
      return run.withHistory(history, trees.newestTimestamp(storeId, history));
    }
  }

  /** The run without blocks of history that no view at or after {@code horizon} needs. */
  Run trim(Run run, long storeId, StoreSpec spec, long horizon, ExtentCollector extents) {
    TreeRoot history = run.history();
    if (history == null) {
      return run;
    }
    try (VersionedCursor nothing = trees.cursor(storeId, null, ByteRange.all())) {
      TreeRoot left = trees.mergeHistory(storeId, spec, history, nothing, horizon, extents);
      return history.equals(left)
          ? run
          : run.withHistory(left, trees.newestTimestamp(storeId, left));
    }
  }

  /** The run with the blocks that {@code moves} picks by address written anew, elsewhere. */
  Run move(Run run, long storeId, StoreSpec spec, LongPredicate moves, ExtentCollector extents) {
    TreeRoot main = trees.move(storeId, spec, BlockKind.LEAF, run.main(), moves, extents);
    TreeRoot history =
        trees.move(storeId, spec.withShape(null), BlockKind.HISTORY, run.history(), moves, extents);
    long filter = run.filterAddress();
    if (filter != 0 && moves.test(filter)) {
      Block block = blocks.readOnce(filter, storeId);
      filter = writeFilter(storeId, block.maxTimestamp(), block.value(0, new Slice()), extents);
      extents.free(run.filterAddress());
    }
    if (main == null) {
      throw new IllegalStateException("a run without rows");
    }
    return run.at(main, history, filter);
  }

  private long writeFilter(long storeId, RunSource source, ExtentCollector extents) {
    byte[] filter = source.filter(options.filterBitsPerKey());
    return writeFilter(storeId, source.maxTimestamp(), new Slice(filter), extents);
  }

  private long writeFilter(long storeId, long maxTimestamp, Slice filter, ExtentCollector extents) {
    RowBuffer row = new RowBuffer();
    row.add(new Slice(), maxTimestamp, filter);
    return blocks.write(
        new RowBlockCodec(CAPACITY_BYTES).image(row, BlockKind.FILTER, storeId, 0, 1), extents);
  }

  /** Writes the list, which must hold a run; returns its place and what it holds. */
  TreeRoot writeList(long storeId, RunList runs, ExtentCollector extents) {
    long address = blocks.write(RunListCodec.encode(storeId, runs), extents);
    return new TreeRoot(address, 1, runs.entries(), runs.bytes());
  }
}
