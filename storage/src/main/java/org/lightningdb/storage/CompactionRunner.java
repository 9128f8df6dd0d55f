package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.lsm.CompactionJob;
import org.lightningdb.storage.layout.lsm.CompactionThrottle;
import org.lightningdb.storage.layout.lsm.LsmLayout;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Snapshots;
import org.lightningdb.storage.txn.StoreState;

/**
 * Compacts log-structured stores, one compaction at a time, the store most in need of it first.
 *
 * <p>The merge runs while checkpoints and readers go on: it reads runs that nobody changes, and
 * writes to space that nothing refers to. Only the last step keeps checkpoints away: it writes the
 * new list of runs, forces it, commits the manifest, and shows readers the new runs; the old ones
 * keep their space until no view reads them. A crash before the manifest commit leaves the old runs
 * and some space that the next opening finds free.
 *
 * <p>A full disk, a failed read and every failure that is not one of writing abandon a compaction,
 * and nothing has changed. A failed write or force stops the engine, as anywhere.
 *
 * <p>Thread-safe; callers take turns.
 */
final class CompactionRunner {
  private static final System.Logger LOGGER = System.getLogger(CompactionRunner.class.getName());

  private final CommitPipeline pipeline;
  private final Snapshots snapshots;
  private final ManifestLog manifest;
  private final BlockFile blocks;
  private final LsmLayout layout;
  private final CheckpointWriter checkpoints;
  private final Supplier<ReadView> views;
  private final CompactionPressure pressure;
  private final CompactionThrottle throttle;
  private final Executor workers;
  private final int partsMax;
  private final ReentrantLock turn = new ReentrantLock();

  @GuardedBy("turn")
  private boolean closed;

  /**
   * @param views opens views of now
   * @param workers run all parts of a merge but one
   * @param partsMax how many parts of a merge may run at once
   */
  CompactionRunner(
      CommitPipeline pipeline,
      Snapshots snapshots,
      OpenedParts parts,
      CheckpointWriter checkpoints,
      Supplier<ReadView> views,
      CompactionPressure pressure,
      CompactionThrottle throttle,
      Executor workers,
      int partsMax) {
    this.pipeline = pipeline;
    this.snapshots = snapshots;
    this.manifest = parts.manifest();
    this.blocks = parts.blocks();
    this.layout = parts.runs();
    this.checkpoints = checkpoints;
    this.views = views;
    this.pressure = pressure;
    this.throttle = throttle;
    this.workers = workers;
    this.partsMax = partsMax;
  }

  /**
   * Young runs above one another in the store that has the most. One whose list cannot be read does
   * not count; its compaction will fail and say so.
   */
  int depth() {
    int deepest = 0;
    for (StoredVersions store : stores()) {
      try {
        deepest = Math.max(deepest, layout.youngDepth(store));
      } catch (StorageException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "a list of runs cannot be read", e);
      }
    }
    return deepest;
  }

  private List<StoredVersions> stores() {
    List<StoredVersions> found = new ArrayList<>();
    for (StoreState store : snapshots.current().stores().values()) {
      if (store.spec().layout() == LayoutKind.LSM) {
        found.add(store.stored());
      }
    }
    return found;
  }

  /**
   * Does what is most urgent; returns false if nothing is to do.
   *
   * @throws StorageException {@code DISK_FULL}, {@code READ_FAILED}, {@code CORRUPT}, {@code
   *     CLOSED} if it was abandoned, {@code FAILED_STOP} if the engine has failed
   */
  boolean runOne() {
    turn.lock();
    try {
      if (closed) {
        throw new StorageException(Kind.CLOSED, "compactions have ended");
      }
      Pinned pinned = checkpoints.whileIdle(this::next);
      if (pinned == null) {
        return false;
      }
      try (pinned) {
        merge(pinned.job());
        checkpoints.whileIdle(() -> install(pinned.job()));
      }
      pressure.compacted(depth());
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** A job, and the view that keeps what it reads: a store may be dropped, a history trimmed. */
  private record Pinned(CompactionJob job, ReadView view) implements AutoCloseable {
    @Override
    public void close() {
      view.close();
    }
  }

  /** Ends a compaction under way; returns when it has ended. */
  void close() {
    throttle.stop();
    turn.lock();
    try {
      closed = true;
    } finally {
      turn.unlock();
    }
  }

  private @Nullable Pinned next() {
    pipeline.requireSound();
    CompactionJob best = null;
    double most = -1;
    StorageException failure = null;
    for (StoredVersions store : stores()) {
      try {
        double urgency = layout.urgency(store);
        CompactionJob job = urgency > most ? layout.compaction(store, horizon(store)) : null;
        if (job != null) {
          best = job;
          most = urgency;
        }
      } catch (StorageException e) {
        failure = e;
      }
    }
    if (best == null && failure != null) {
      throw failure;
    }
    if (best == null) {
      return null;
    }
    checkpoints.prepareSpace();
    return new Pinned(best, views.get());
  }

  private long horizon(StoredVersions store) {
    return checkpoints.horizon(store.spec(), manifest.current().flushedTimestamp());
  }

  private void merge(CompactionJob job) {
    boolean complete = false;
    try {
      job.merge(workers, partsMax, throttle);
      if (job.extents().writtenCount() > 0) {
        blocks.force();
      }
      complete = true;
    } catch (StorageException e) {
      if (e.kind() == Kind.FAILED_STOP) {
        pipeline.fail(e);
      }
      throw e;
    } finally {
      if (!complete && !pipeline.failed()) {
        blocks.freeExtents().abandon(job.extents());
      }
    }
  }

  /** Keeps nothing of a store that was dropped meanwhile. */
  private boolean install(CompactionJob job) {
    StoreEntry entry = manifest.current().stores().get(job.storeId());
    StoreState store = snapshots.current().store(job.storeId());
    if (entry == null || store == null) {
      blocks.freeExtents().abandon(job.extents());
      return false;
    }
    StoreRoot root = makeDurable(job, entry, store.stored());
    try {
      long generation = pipeline.replaceRoots(Collections.singletonMap(job.storeId(), root));
      blocks.freeExtents().retire(job.extents(), generation);
      blocks.freeExtents().release(snapshots.pinned());
      return true;
    } catch (RuntimeException | Error e) {
      pipeline.fail(e);
      throw e;
    }
  }

  private StoreRoot makeDurable(CompactionJob job, StoreEntry entry, StoredVersions store) {
    try {
      pipeline.requireSound();
      StoreRoot root = job.install(store);
      blocks.force();
      manifest.commit(
          manifest
              .current()
              .withStore(entry.withRoot(root))
              .withDataFile(blocks.fileName(), blocks.sizeBytes()));
      return root;
    } catch (RuntimeException | Error e) {
      if (CheckpointWriter.abandons(e)) {
        blocks.freeExtents().abandon(job.extents());
      } else {
        pipeline.fail(e);
      }
      throw e;
    }
  }
}
