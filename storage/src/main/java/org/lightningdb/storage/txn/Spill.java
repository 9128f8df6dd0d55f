package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.run.RunWriter;
import org.lightningdb.storage.spec.StoreSpec.Compression;

/**
 * Moves the writes of one transaction out of its memory into runs in the data file, and gives the
 * space back if it does not commit.
 *
 * <p>Keys that arrive in order extend the last run, so that a sorted load ends in one tree however
 * large it is. Other runs are merged when there are {@link #RUNS_PER_LEVEL} of the same level, so
 * that a key is looked up in few of them and every write is copied only a few times.
 *
 * <p>Used by the thread of the transaction.
 */
final class Spill {
  static final int RUNS_PER_LEVEL = 8;

  /** Loaded trees are large: they are merged with each other only. */
  private static final int LOADED_LEVEL = 1 << 20;

  /** Chains of older writes are not merged beyond this, since each is one value in a tree. */
  private static final long OLDER_BYTES_MAX = 32L << 20;

  /** Superseded blocks that are let be before they are given back. */
  private static final int FREED_BLOCKS_MAX = 1024;

  private static final RunWriter.Marks EVERYWHERE = (older, newer) -> true;
  private static final RunWriter.Marks NOWHERE = (older, newer) -> false;

  private final RunSpace space;
  private final ExtentCollector extents = ExtentCollector.beforeCommit();
  private final RunWriter writer;
  private int firstSequence = Integer.MAX_VALUE;

  /** No superseded run holds a write before this one. */
  private int supersededFrom = Integer.MAX_VALUE;

  Spill(RunSpace space) {
    this.space = space;
    this.writer = new RunWriter(space.trees(), extents);
  }

  /**
   * Moves the writes of {@code store} into its runs. If it fails, they are where they were.
   *
   * @param claim is told of the runs, unless nobody else knows the store
   */
  void move(
      WriteSet writeSet, StoreWrites store, Compression compression, @Nullable LockClaim claim) {
    List<SpilledRun> runs = new ArrayList<>(store.runs());
    SpilledRun last = runs.isEmpty() ? null : runs.get(0);
    int spilledBefore = last == null ? 0 : last.endSequence();
    int first = writeSet.firstSequence(store.storeId());
    int end = writeSet.nextSequence();
    firstSequence = Math.min(firstSequence, first);
    boolean marked = writeSet.marks().between(spilledBefore - 1, first);
    boolean uniform = !writeSet.marks().between(first, end - 1);
    RunWriter.Batch batch =
        new RunWriter.Batch(store.storeId(), first, end, marked, uniform, compression);
    VersionedCursor writes =
        new PendingCursor(store.lastWrites(), ByteRange.all(), Integer.MAX_VALUE, true);
    RunRoot root;
    List<RunRoot> superseded = List.of();
    if (last != null && writer.isAbove(last.reader().root(), writes)) {
      RunRoot before = last.reader().root();
      boolean together = uniform && before.uniform() && !marked;
      root = wholly(part -> part.extend(before, batch, together, writes, writeSet.marks()));
      superseded = List.of(before);
      supersededFrom = Math.min(supersededFrom, before.firstSequence());
      runs.set(0, new SpilledRun(space.reader(root, writeSet.dead()), last.level()));
    } else {
      root = wholly(part -> written(part.write(batch, writes, writeSet.marks())));
      runs.add(0, new SpilledRun(space.reader(root, writeSet.dead()), 0));
    }
    if (claim != null) {
      claim.replace(superseded, space.reader(root, DeadSequences.NONE));
    }
    store.setRuns(runs);
    if (extents.freedCount() > FREED_BLOCKS_MAX) {
      giveBackSuperseded(writeSet);
    }
  }

  /** Unless an open view of the transaction may read it. */
  private void giveBackSuperseded(WriteSet writeSet) {
    if (!writeSet.isReadFrom(supersededFrom)) {
      space.abandon(extents.takeFreed());
      supersededFrom = Integer.MAX_VALUE;
    }
  }

  /** If {@code work} fails, what it wrote is given back, and what it freed is still in use. */
  private RunRoot wholly(Function<RunWriter, RunRoot> work) {
    ExtentCollector part = ExtentCollector.beforeCommit();
    boolean complete = false;
    try {
      RunRoot root = work.apply(new RunWriter(space.trees(), part));
      extents.addAll(part);
      complete = true;
      return root;
    } finally {
      if (!complete) {
        space.abandon(part);
      }
    }
  }

  /** Makes a tree that was loaded just now the newest run of {@code store}. */
  void take(WriteSet writeSet, StoreWrites store, TreeRoot loaded, ExtentCollector part) {
    List<SpilledRun> runs = new ArrayList<>(store.runs());
    int spilledBefore = runs.isEmpty() ? 0 : runs.get(0).endSequence();
    int sequence = writeSet.takeSequence();
    boolean marked = writeSet.marks().between(spilledBefore - 1, sequence);
    RunRoot root =
        new RunRoot(store.storeId(), loaded, null, sequence, sequence + 1, marked, true, 0);
    runs.add(0, new SpilledRun(space.reader(root, writeSet.dead()), LOADED_LEVEL));
    firstSequence = Math.min(firstSequence, sequence);
    extents.addAll(part);
    store.setRuns(runs);
  }

  private static RunRoot written(@Nullable RunRoot root) {
    if (root == null) {
      throw new IllegalStateException("there was nothing to spill");
    }
    return root;
  }

  /** Merges the newest runs of the store while there are too many of one level. */
  void compact(
      WriteSet writeSet, StoreWrites store, Compression compression, @Nullable LockClaim claim) {
    List<SpilledRun> runs = new ArrayList<>(store.runs());
    while (runs.size() >= RUNS_PER_LEVEL && mergeable(runs)) {
      List<SpilledRun> merged = runs.subList(0, RUNS_PER_LEVEL);
      List<RunRoot> superseded = merged.stream().map(run -> run.reader().root()).toList();
      RunRoot root =
          wholly(
              part -> {
                RunRoot whole = merge(part, merged, compression);
                superseded.forEach(part::free);
                return whole;
              });
      supersededFrom = Math.min(supersededFrom, root.firstSequence());
      if (claim != null) {
        claim.replace(superseded, space.reader(root, DeadSequences.NONE));
      }
      int level = merged.get(0).level() + 1;
      merged.clear();
      runs.add(0, new SpilledRun(space.reader(root, writeSet.dead()), level));
      store.setRuns(runs);
    }
    giveBackSuperseded(writeSet);
  }

  /** Whether the newest runs are all of one level, and their older writes not too many. */
  private static boolean mergeable(List<SpilledRun> runs) {
    long olderBytes = 0;
    for (SpilledRun run : runs.subList(0, RUNS_PER_LEVEL)) {
      TreeRoot older = run.reader().root().older();
      olderBytes += older == null ? 0 : older.bytes();
      if (run.level() != runs.get(0).level()) {
        return false;
      }
    }
    return olderBytes <= OLDER_BYTES_MAX;
  }

  private static RunRoot merge(
      RunWriter writer, List<SpilledRun> newestFirst, Compression compression) {
    RunRoot oldest = newestFirst.get(newestFirst.size() - 1).reader().root();
    boolean uniform = true;
    List<VersionedCursor> cursors = new ArrayList<>();
    for (SpilledRun run : newestFirst) {
      RunRoot root = run.reader().root();
      uniform &= root.uniform() && (root.equals(oldest) || !root.marked());
      cursors.add(run.reader().with(DeadSequences.NONE).writes(ByteRange.all()));
    }
    RunWriter.Batch batch =
        new RunWriter.Batch(
            oldest.storeId(),
            oldest.firstSequence(),
            newestFirst.get(0).endSequence(),
            oldest.marked(),
            uniform,
            compression);
    try (VersionedCursor writes = new MergeCursor(cursors)) {
      return written(writer.write(batch, writes, uniform ? NOWHERE : EVERYWHERE));
    }
  }

  /**
   * What is not needed once the transaction has committed: what merges and extensions left behind,
   * and the runs that are not committed. Asked for before the commit is ordered, as it reads their
   * inner blocks; afterwards nothing may fail.
   *
   * @throws org.lightningdb.storage.error.StorageException if they cannot be read
   */
  ExtentCollector unused(List<RunRoot> uncommitted) {
    ExtentCollector unused = extents.freedOnly();
    RunWriter collecting = new RunWriter(space.trees(), unused);
    uncommitted.forEach(collecting::free);
    return unused;
  }

  /** No write that was moved is before this one. */
  int firstSequence() {
    return firstSequence;
  }

  /** Gives everything back at once; nobody reads it. */
  void abandon() {
    space.abandon(extents);
  }

  /** Gives everything back when no view of a generation before {@code generation} is left. */
  void retire(long generation) {
    space.retire(extents.writtenAsFreed(), generation);
  }
}
