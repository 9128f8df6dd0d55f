package org.lightningdb.storage.layout.lsm;

import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A store as a log-structured merge tree.
 *
 * <p><b>Idea.</b> A flush writes its changes as one new run and nothing else: it costs what it
 * changes, however scattered. Reads must look into several runs, so compaction, in the background,
 * merges runs into levels, each some times larger than the one above it; filters spare point reads
 * most of the runs. What a newer run hides stays on disk until a compaction meets it.
 *
 * <p><b>Form.</b> The main tree of a {@link StoreRoot} is the address of the list of runs; a run is
 * a tree of ordinary blocks in which deletions are rows, and a filter block. Lists and runs are
 * never changed: a flush or a compaction writes a new list, and readers keep the one they have for
 * as long as their extents are pinned.
 *
 * <p><b>Compaction.</b> {@link #compaction} takes a plan from {@link CompactionPlanner}; the {@link
 * CompactionJob} merges without any lock while flushes and other compactions go on, and is then
 * installed into the list of that moment. There its runs are as they were but for histories that
 * were trimmed meanwhile; what changed around them is out of its way, see {@link
 * CompactionPlan#excludes}.
 *
 * <p><b>Space.</b> {@link #move} writes blocks anew that lie where the file shall end, of all runs
 * but those that a compaction reads: it knows them by their addresses, and replaces them anyway.
 *
 * <p><b>Past.</b> If the store keeps history, each run has a tree of the versions that its own ones
 * superseded; a merge of runs gathers the versions of a key from all of them. Superseded deletions
 * are kept, since an older run may hold what they deleted.
 *
 * <p>Thread-safe as {@link Layout} says; compactions of one store are planned and installed one at
 * a time.
 */
public final class LsmLayout implements Layout {
  private final BlockFile blocks;
  private final BlockTrees trees;
  private final RunWriter writer;
  private final CompactionOptions options;
  private final CompactionPlanner planner;
  private final CompactionsUnderWay underWay = new CompactionsUnderWay();

  public LsmLayout(BlockFile blocks, BlockOptions blockOptions, CompactionOptions options) {
    this.blocks = blocks;
    this.trees = new BlockTrees(blocks, blockOptions);
    this.writer = new RunWriter(blocks, trees, options);
    this.options = options;
    this.planner = new CompactionPlanner(options);
  }

  @Override
  public StoredVersions open(long storeId, StoreSpec spec, @Nullable StoreRoot root) {
    return new LsmVersions(new RunReader(blocks, trees, storeId), spec, root);
  }

  private static RunList runs(StoredVersions store) {
    if (store instanceof LsmVersions versions) {
      return versions.runs();
    }
    throw new IllegalArgumentException("store " + store.storeId() + " is not of this layout");
  }

  @Override
  public @Nullable StoreRoot flush(
      StoredVersions base, VersionedCursor changes, long horizon, ExtentCollector extents) {
    RunList runs = runs(base);
    RunCut cut = RunCut.ofFlush(options, runs.isEmpty(), horizon);
    List<Run> written =
        writer.write(base.storeId(), base.spec(), changes, cut, bytes -> {}, extents);
    if (written.isEmpty()) {
      StoreRoot root = base.root();
      return rooted(base, root == null ? null : root.main(), runs, horizon);
    }
    for (Run run : written) {
      runs = runs.withYoung(run);
    }
    return install(base, runs, horizon, extents);
  }

  @Override
  public @Nullable StoreRoot trim(StoredVersions base, long horizon, ExtentCollector extents) {
    RunList runs = runs(base);
    UnaryOperator<Run> trimmer =
        run -> writer.trim(run, base.storeId(), base.spec(), horizon, extents);
    RunList trimmed = runs.map(trimmer);
    return trimmed.equals(runs) ? base.root() : install(base, trimmed, horizon, extents);
  }

  @Override
  public @Nullable StoreRoot move(
      StoredVersions base, LongPredicate moves, ExtentCollector extents) {
    StoreRoot root = base.root();
    TreeRoot oldList = root == null ? null : root.main();
    if (root == null || oldList == null) {
      return root;
    }
    RunList runs = runs(base);
    Set<Long> kept = underWay.runsOf(base.storeId());
    RunList moved =
        runs.map(
            run ->
                kept.contains(run.address())
                    ? run
                    : writer.move(run, base.storeId(), base.spec(), moves, extents));
    if (moved.equals(runs) && !moves.test(oldList.address())) {
      return root;
    }
    extents.free(oldList.address());
    TreeRoot list = writer.writeList(base.storeId(), moved, extents);
    return new StoreRoot(list, null, root.readableFrom(), root.zeroTimestamp());
  }

  /** {@code base} after a compaction. */
  StoreRoot install(
      StoredVersions base,
      CompactionPlan plan,
      List<Run> outputs,
      long horizon,
      ExtentCollector extents) {
    return install(base, plan.apply(runs(base), outputs), horizon, extents);
  }

  /** The runs of {@code plan} as they are now: parts of their histories may be gone. */
  static List<Run> inputs(StoredVersions base, CompactionPlan plan) {
    return runs(base).now(plan.inputs());
  }

  /** Writes {@code runs} in place of the list of {@code base}. */
  private StoreRoot install(
      StoredVersions base, RunList runs, long horizon, ExtentCollector extents) {
    StoreRoot root = base.root();
    TreeRoot oldList = root == null ? null : root.main();
    if (oldList != null) {
      extents.free(oldList.address());
    }
    TreeRoot list = runs.isEmpty() ? null : writer.writeList(base.storeId(), runs, extents);
    return rooted(base, list, runs, horizon);
  }

  /** Even if no version was kept, those that were not cannot be read any more. */
  private static StoreRoot rooted(
      StoredVersions base, @Nullable TreeRoot list, RunList runs, long horizon) {
    StoreRoot root = base.root();
    long newest = runs.maxTimestamp();
    long readableFrom =
        Math.max(
            root == null ? 0 : root.readableFrom(), horizon == Long.MAX_VALUE ? newest : horizon);
    return new StoreRoot(list, null, readableFrom, 0);
  }

  /**
   * How much in need of compaction a store of this layout is; from 1 on, there is something to do.
   */
  public double urgency(StoredVersions store) {
    return planner.urgency(runs(store), underWay.of(store.storeId()));
  }

  /** How many young runs lie above one another. */
  public int youngDepth(StoredVersions store) {
    return runs(store).youngDepth();
  }

  /**
   * What to do next with {@code store}; null if nothing that can be done beside the jobs that are
   * not closed. To be called, as {@link CompactionJob#install} and {@link #move}, by one thread at
   * a time, with the newest version of the store. The caller closes the job.
   *
   * @param horizon no view reads before this timestamp
   */
  public @Nullable CompactionJob compaction(StoredVersions store, long horizon) {
    RunList runs = runs(store);
    CompactionPlan plan =
        underWay.begin(store.storeId(), others -> planner.plan(runs, horizon, others));
    return plan == null
        ? null
        : new CompactionJob(
            this,
            store.spec(),
            new RunReader(blocks, trees, store.storeId()),
            writer,
            options,
            underWay,
            plan,
            horizon);
  }
}
