package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.block.FreeExtents;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.clock.CommitClock;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.FreezePoint;
import org.lightningdb.storage.txn.Snapshots;
import org.lightningdb.storage.txn.StoreState;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * Moves the deltas into the trees, one checkpoint at a time.
 *
 * <p>The order of steps is what makes it safe at every point of a crash: the log is durable up to
 * the cut; blocks go only to space that neither the old roots nor any view refers to; they are
 * forced before the manifest names them; and only the durable manifest lets go of the old log. Each
 * step before the manifest commit leaves the old state whole, each later one the new state.
 *
 * <p>A full disk or a failed read abandons the attempt and keeps what is frozen for the next one.
 * Every other failure stops the engine: after a failed write or force nobody knows what the device
 * holds.
 */
final class CheckpointWriter {
  private static final long TRIM_FROM_BYTES = 64 << 10;
  private static final long MOVE_BYTES_MIN = 16 << 20;

  /** Of chunks that no commit names yet; let go of when there are more. */
  private static final long LOG_WITHOUT_COMMITS_MAX = 8 << 20;

  private final CommitPipeline pipeline;
  private final Snapshots snapshots;
  private final WriteAheadLog log;
  private final ManifestLog manifest;
  private final BlockFile blocks;
  private final Layout layout;
  private final CommitClock clock;
  private final LongSupplier nextStoreId;
  private final Runnable afterCheckpoint;
  private final AtomicLong completed = new AtomicLong();
  private final ReentrantLock mutex = new ReentrantLock();

  /** Frozen by an attempt that was abandoned. */
  @GuardedBy("mutex")
  private @Nullable FreezePoint unfinished;

  /**
   * @param afterCheckpoint runs after each one, with nothing locked
   */
  CheckpointWriter(
      CommitPipeline pipeline,
      Snapshots snapshots,
      WriteAheadLog log,
      ManifestLog manifest,
      BlockFile blocks,
      Layout layout,
      CommitClock clock,
      LongSupplier nextStoreId,
      Runnable afterCheckpoint) {
    this.pipeline = pipeline;
    this.snapshots = snapshots;
    this.log = log;
    this.manifest = manifest;
    this.blocks = blocks;
    this.layout = layout;
    this.clock = clock;
    this.nextStoreId = nextStoreId;
    this.afterCheckpoint = afterCheckpoint;
  }

  long completed() {
    return completed.get();
  }

  /**
   * Moves everything committed before the call.
   *
   * @throws StorageException {@code DISK_FULL} or {@code READ_FAILED} if it was abandoned, {@code
   *     FAILED_STOP} if the engine has failed
   */
  void checkpoint() {
    mutex.lock();
    try {
      FreezePoint abandoned = unfinished;
      if (abandoned != null) {
        write(abandoned);
      }
      FreezePoint point = pipeline.freeze();
      if (point.timestamp() > manifest.current().flushedTimestamp()
          || point.lsn() - manifest.current().walFloorLsn() > LOG_WITHOUT_COMMITS_MAX) {
        write(point);
      }
    } finally {
      mutex.unlock();
    }
    afterCheckpoint.run();
  }

  /** Runs {@code task} while no checkpoint is under way. */
  <T> T whileIdle(Supplier<T> task) {
    mutex.lock();
    try {
      return task.get();
    } finally {
      mutex.unlock();
    }
  }

  /** Drops what no store has to remember any more; see {@link Layout#trim}. */
  void trimHistory() {
    mutex.lock();
    try {
      pipeline.requireSound();
      prepareSpace();
      rewriteStores(
          (store, extents) -> {
            long keptMillis = store.spec().historyMillis();
            long horizon =
                Math.min(manifest.current().flushedTimestamp(), clock.horizon(keptMillis));
            return keptMillis == 0 ? store.root() : layout.trim(store, horizon, extents);
          });
    } finally {
      mutex.unlock();
    }
  }

  /** Whether the data file is too large; no, while its free space is not known. */
  boolean exceeds(SpaceBound bound) {
    FreeExtents extents = blocks.freeExtents();
    return extents.isRebuilt() && blocks.sizeBytes() > bound.bytesMax(extents.usedBytes());
  }

  /**
   * One step towards a data file within {@code bound}: cuts off its free end and moves blocks that
   * lie at the end into free space before them.
   *
   * @return whether the file became smaller and is still too large
   */
  boolean shrink(SpaceBound bound) {
    mutex.lock();
    try {
      pipeline.requireSound();
      long before = blocks.sizeBytes();
      prepareSpace();
      blocks.trim();
      long size = blocks.sizeBytes();
      long target = bound.bytesMax(blocks.freeExtents().usedBytes());
      if (size <= target) {
        return false;
      }
      long from = Math.max(target, size - Math.max(MOVE_BYTES_MIN, size / 8));
      rewriteStores(
          (store, extents) -> layout.move(store, address -> end(address) > from, extents));
      blocks.trim();
      return blocks.sizeBytes() < before
          && blocks.sizeBytes() > bound.bytesMax(blocks.freeExtents().usedBytes());
    } finally {
      mutex.unlock();
    }
  }

  private static long end(long address) {
    return BlockAddress.offsetBytes(address) + BlockAddress.lengthBytes(address);
  }

  /** Makes another root of what a store holds; the same root if there is nothing to do. */
  interface StoreRewrite {
    @Nullable StoreRoot apply(StoredVersions store, ExtentCollector extents);
  }

  /**
   * Replaces the durable roots of stores by others that hold the same, whatever is in deltas: makes
   * them durable, then shows them to readers. A refusal of the disk leaves everything as it was.
   */
  @GuardedBy("mutex")
  private void rewriteStores(StoreRewrite rewrite) {
    ExtentCollector extents = new ExtentCollector();
    Map<Long, @Nullable StoreRoot> roots = new HashMap<>();
    try {
      DatabaseState next = manifest.current();
      for (StoreEntry entry : manifest.current().stores().values()) {
        StoreRoot old = entry.root();
        StoredVersions store = layout.open(entry.storeId(), entry.spec(), old);
        StoreRoot root = rewrite.apply(store, extents);
        if (!Objects.equals(root, old)) {
          roots.put(entry.storeId(), root);
          next = next.withStore(entry.withRoot(root));
        }
      }
      if (roots.isEmpty()) {
        return;
      }
      blocks.force();
      manifest.commit(next.withDataFile(blocks.fileName(), blocks.sizeBytes()));
    } catch (RuntimeException | Error e) {
      abandonOrFail(e, extents);
      throw e;
    }
    try {
      long generation = pipeline.replaceRoots(roots);
      blocks.freeExtents().retire(extents, generation);
      blocks.freeExtents().release(snapshots.pinned());
      giveSpaceBack();
    } catch (RuntimeException | Error e) {
      pipeline.fail(e);
      throw e;
    }
  }

  private void abandonOrFail(Throwable failure, ExtentCollector extents) {
    if (abandons(failure)) {
      blocks.freeExtents().abandon(extents);
    } else {
      pipeline.fail(failure);
    }
  }

  @GuardedBy("mutex")
  private void write(FreezePoint point) {
    unfinished = point;
    ExtentCollector extents = new ExtentCollector();
    Map<Long, @Nullable StoreRoot> roots = makeDurable(point, extents);
    try {
      long generation = pipeline.publishRoots(point, roots);
      unfinished = null;
      completed.incrementAndGet();
      blocks.freeExtents().retire(extents, generation);
      blocks.freeExtents().release(snapshots.pinned());
      giveSpaceBack();
      log.releaseBefore(point.lsn());
    } catch (RuntimeException | Error e) {
      pipeline.fail(e);
      throw e;
    }
  }

  /** Everything up to the durable manifest; a refusal of the disk undoes it. */
  private Map<Long, @Nullable StoreRoot> makeDurable(FreezePoint point, ExtentCollector extents) {
    try {
      pipeline.requireSound();
      log.await(point.lsn(), Durability.ALWAYS);
      pipeline.awaitVisible(point.timestamp());
      prepareSpace();
      Map<Long, @Nullable StoreRoot> roots = mergeStores(point, extents);
      freeDroppedStores(point, extents);
      blocks.force();
      manifest.commit(nextState(point, roots));
      return roots;
    } catch (RuntimeException | Error e) {
      abandonOrFail(e, extents);
      throw e;
    }
  }

  /** Whether a failure left nothing in doubt, so that the next attempt may do better. */
  static boolean abandons(Throwable failure) {
    return failure instanceof StorageException refusal
        && (refusal.kind() == Kind.DISK_FULL || refusal.kind() == Kind.READ_FAILED);
  }

  /** Cuts a free tail off a data file that is mostly free; otherwise it is soon needed again. */
  private void giveSpaceBack() {
    long size = blocks.sizeBytes();
    if (size > TRIM_FROM_BYTES && blocks.freeExtents().freeBytes() > size / 2) {
      blocks.trim();
    }
  }

  /** While idle: makes sure that all free space is known. */
  void prepareSpace() {
    if (!blocks.freeExtents().isRebuilt()) {
      blocks.freeExtents().rebuild(this::visitLiveBlocks);
    }
    blocks.freeExtents().release(snapshots.pinned());
  }

  /** Reports every block that the durable roots reach. */
  void visitLiveBlocks(LongConsumer visitor) {
    for (StoreEntry entry : manifest.current().stores().values()) {
      layout.open(entry.storeId(), entry.spec(), entry.root()).visitBlocks(visitor);
    }
  }

  private Map<Long, @Nullable StoreRoot> mergeStores(FreezePoint point, ExtentCollector extents) {
    Map<Long, @Nullable StoreRoot> roots = new HashMap<>();
    for (StoreState store : point.state().stores().values()) {
      if (!point.droppedStores().contains(store.storeId())) {
        roots.put(store.storeId(), merge(store, point.timestamp(), extents));
      }
    }
    return roots;
  }

  private @Nullable StoreRoot merge(StoreState store, long timestamp, ExtentCollector extents) {
    StoredVersions stored = latest(store);
    if (store.frozen().isEmpty()) {
      return stored.root();
    }
    long horizon = horizon(store.spec(), timestamp);
    RunAdoption.Result adopted =
        new RunAdoption(layout, horizon, extents).adopt(stored, store.frozen());
    return adopted.left().isEmpty()
        ? adopted.base().root()
        : flush(adopted.base(), adopted.left(), horizon, extents);
  }

  private @Nullable StoreRoot flush(
      StoredVersions base, List<VersionSource> sources, long horizon, ExtentCollector extents) {
    List<VersionedCursor> newestFirst = new ArrayList<>();
    for (VersionSource source : sources) {
      newestFirst.add(source.cursor(ByteRange.all(), Long.MAX_VALUE - 1));
    }
    try (VersionedCursor changes = new MergeCursor(newestFirst)) {
      StoreRoot root = layout.flush(base, changes, horizon, extents);
      for (VersionSource source : sources) {
        if (source instanceof IngestedRun run) {
          run.visitBlocks(extents::free);
        }
      }
      return root;
    }
  }

  /** An earlier attempt may have frozen the state, and the store been rewritten since. */
  private StoredVersions latest(StoreState store) {
    StoreEntry entry = manifest.current().stores().get(store.storeId());
    StoreRoot root = entry == null ? null : entry.root();
    return Objects.equals(root, store.stored().root())
        ? store.stored()
        : layout.open(store.storeId(), store.spec(), root);
  }

  /** How far back a store must be readable once everything up to {@code timestamp} is in it. */
  long horizon(StoreSpec spec, long timestamp) {
    long keptMillis = spec.historyMillis();
    return keptMillis == 0 ? timestamp : Math.min(timestamp, clock.horizon(keptMillis));
  }

  private void freeDroppedStores(FreezePoint point, ExtentCollector extents) {
    point.droppedRuns().forEach(run -> run.visitBlocks(extents::free));
    for (long storeId : point.droppedStores()) {
      StoreEntry entry = manifest.current().stores().get(storeId);
      if (entry != null) {
        layout.open(storeId, entry.spec(), entry.root()).visitBlocks(extents::free);
      }
    }
  }

  private DatabaseState nextState(FreezePoint point, Map<Long, @Nullable StoreRoot> roots) {
    Map<Long, StoreEntry> entries = new TreeMap<>();
    for (StoreState store : point.state().stores().values()) {
      if (roots.containsKey(store.storeId())) {
        entries.put(
            store.storeId(),
            new StoreEntry(store.storeId(), store.spec(), roots.get(store.storeId())));
      }
    }
    return manifest
        .current()
        .withStores(entries)
        .withNextStoreId(nextStoreId.getAsLong())
        .withFlushedTimestamp(point.timestamp())
        .withTimes(manifest.current().times().followedBy(clock.map().upTo(point.timestamp())))
        .withWalFloorLsn(point.lsn())
        .withDataFile(blocks.fileName(), blocks.sizeBytes());
  }
}
