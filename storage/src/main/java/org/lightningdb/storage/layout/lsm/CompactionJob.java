package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * One compaction of one store: first {@link #merge}, which takes long and holds no lock, then
 * {@link #install}, which is short. Whatever it wrote is in {@link #extents}, to be abandoned if
 * either fails. Until it is closed, no other job and no move touches its runs. Used once; the parts
 * of a merge run side by side, the rest on one thread.
 */
public final class CompactionJob implements AutoCloseable {
  private final LsmLayout layout;
  private final StoreSpec spec;
  private final RunReader reader;
  private final RunWriter writer;
  private final CompactionOptions options;
  private final CompactionsUnderWay underWay;
  private final CompactionPlan plan;
  private final long horizon;
  private final ExtentCollector extents = new ExtentCollector();
  private List<Run> outputs = List.of();

  /** One key range of the merge. */
  private record Part(ByteRange range, ExtentCollector extents) {}

  CompactionJob(
      LsmLayout layout,
      StoreSpec spec,
      RunReader reader,
      RunWriter writer,
      CompactionOptions options,
      CompactionsUnderWay underWay,
      CompactionPlan plan,
      long horizon) {
    this.layout = layout;
    this.spec = spec;
    this.reader = reader;
    this.writer = writer;
    this.options = options;
    this.underWay = underWay;
    this.plan = plan;
    this.horizon = horizon;
  }

  public long storeId() {
    return reader.storeId();
  }

  /** Raw bytes that the merge reads. */
  public long inputBytes() {
    return plan.move() ? 0 : plan.inputBytes();
  }

  /** What it wrote and, once installed, what it made superfluous. */
  public ExtentCollector extents() {
    return extents;
  }

  /**
   * Writes the new runs, split by key ranges.
   *
   * @param executor may run parts, or forget them: the caller runs what nobody has begun
   * @param partsMax at most so many parts
   */
  public void merge(Executor executor, int partsMax, CompactionThrottle throttle) {
    if (plan.move()) {
      return;
    }
    AtomicBoolean failed = new AtomicBoolean();
    List<Part> parts = split(partsMax);
    List<Callable<List<Run>>> tasks = new ArrayList<>();
    for (Part part : parts) {
      tasks.add(() -> mergePart(part, failed, throttle));
    }
    try {
      List<Run> written = new ArrayList<>();
      ParallelParts.run(executor, tasks).forEach(written::addAll);
      outputs = List.copyOf(written);
    } finally {
      parts.forEach(part -> extents.addAll(part.extents()));
    }
  }

  private List<Part> split(int partsMax) {
    long worthwhile = Math.max(1, plan.inputBytes() / options.runBytesMax());
    int count = (int) Math.min(partsMax, worthwhile);
    List<Part> parts = new ArrayList<>();
    Slice lower = null;
    for (Slice upper : SplitPoints.of(reader, plan.inputs(), ByteRange.all(), count)) {
      parts.add(new Part(new ByteRange(lower, upper), new ExtentCollector()));
      lower = upper;
    }
    parts.add(new Part(new ByteRange(lower, null), new ExtentCollector()));
    return parts;
  }

  private List<Run> mergePart(Part part, AtomicBoolean failed, CompactionThrottle throttle) {
    boolean complete = false;
    try (VersionedCursor rows = rows(part.range())) {
      RunCut cut = RunCut.ofCompaction(options, plan, horizon);
      List<Run> written =
          writer.write(
              storeId(),
              spec,
              rows,
              cut,
              bytes -> {
                if (failed.get()) {
                  throw new CancellationException("another part of the compaction failed");
                }
                throttle.pass(bytes);
              },
              part.extents());
      complete = true;
      return written;
    } finally {
      if (!complete) {
        failed.set(true);
      }
    }
  }

  private VersionedCursor rows(ByteRange range) {
    List<VersionedCursor> newestFirst = new ArrayList<>();
    for (Run run : plan.newer()) {
      newestFirst.add(reader.cursor(run, range, Long.MAX_VALUE));
    }
    if (!plan.older().isEmpty()) {
      newestFirst.add(reader.cursor(plan.older(), range, Long.MAX_VALUE));
    }
    return new MergeCursor(newestFirst);
  }

  /**
   * The root of {@code current} with the new runs in place of the old ones. Not durable before the
   * block file is forced.
   *
   * @param current the store as it is now: its runs as planned, whatever became of others
   */
  public StoreRoot install(StoredVersions current) {
    if (!plan.move()) {
      LsmLayout.inputs(current, plan).forEach(run -> reader.visitBlocks(run, extents::free));
    }
    return layout.install(current, plan, outputs, horizon, extents);
  }

  /** After the install, or when it has failed. */
  @Override
  public void close() {
    underWay.ended(storeId(), plan);
  }

  @Override
  public String toString() {
    return plan.reason()
        + " of store "
        + storeId()
        + ": "
        + plan.inputs().size()
        + " runs, "
        + plan.inputBytes()
        + " bytes, to level "
        + plan.targetLevel()
        + (plan.move() ? " as they are" : "");
  }
}
