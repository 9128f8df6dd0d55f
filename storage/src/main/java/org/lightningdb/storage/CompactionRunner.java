package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
 * Compacts log-structured stores, the store most in need of it first; each caller runs one
 * compaction, of other stores, keys or levels than those under way.
 *
 * <p>The merge runs while checkpoints and readers go on: it reads runs that nobody changes, and
 * writes to space that nothing refers to. Only the first and the last step keep checkpoints and
 * each other away. The first plans beside what is under way; the last writes the new list of runs,
 * forces it, commits the manifest, and shows readers the new runs; the old ones keep their space
 * until no view reads them. A crash before the manifest commit leaves the old runs and some space
 * that the next opening finds free.
 *
 * <p>A full disk, a failed read and every failure that is not one of writing abandon a compaction,
 * and nothing has changed; the store then waits for its next attempt, see {@link
 * CompactionRetries}. A failed write or force stops the engine, as anywhere.
 *
 * <p>Thread-safe.
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
  private final CompactionRetries retries;
  private final CompactionWorkers workers;
  private final int partsMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition oneEnded = lock.newCondition();

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private int underWay;

  /** Compactions ended so far, well or not. */
  @GuardedBy("lock")
  private long ended;

  /**
   * @param views opens views of now
   * @param partsMax how many parts a merge may have
   */
  CompactionRunner(
      CommitPipeline pipeline,
      Snapshots snapshots,
      OpenedParts parts,
      CheckpointWriter checkpoints,
      Supplier<ReadView> views,
      CompactionPressure pressure,
      CompactionThrottle throttle,
      CompactionRetries retries,
      CompactionWorkers workers,
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
    this.retries = retries;
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

  /** Which compactions are to be begun. */
  enum Attempts {
    /** Of stores that do not wait after a failure. */
    DUE,
    /** Of every store. */
    ALL
  }

  /**
   * Does what is most urgent; returns false if nothing is to do, beside what is under way.
   *
   * @throws StorageException {@code DISK_FULL}, {@code READ_FAILED}, {@code CORRUPT}, {@code
   *     CLOSED} if it was abandoned, {@code FAILED_STOP} if the engine has failed
   */
  boolean runOne(Attempts attempts) {
    begin();
    boolean any = false;
    try {
      Pinned pinned = checkpoints.whileIdle(() -> next(attempts));
      if (pinned == null) {
        return false;
      }
      any = true;
      try (pinned) {
        pressure.request(depth());
        run(pinned.job());
      }
      pressure.compacted(depth());
      return true;
    } finally {
      end(any);
    }
  }

  private void run(CompactionJob job) {
    boolean complete = false;
    try {
      workers.run(() -> merge(job));
      checkpoints.whileIdle(() -> install(job));
      complete = true;
    } finally {
      if (complete) {
        retries.forget(job.storeId());
      } else {
        retries.failed(job.storeId());
      }
    }
  }

  boolean engineFailed() {
    return pipeline.failed();
  }

  private void begin() {
    lock.lock();
    try {
      if (closed) {
        throw new StorageException(Kind.CLOSED, "compactions have ended");
      }
      underWay++;
    } finally {
      lock.unlock();
    }
  }

  private void end(boolean any) {
    lock.lock();
    try {
      underWay--;
      ended += any ? 1 : 0;
      oneEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns once a compaction has ended beyond those {@code seen}, or none is under way.
   *
   * @return whether one has
   */
  boolean awaitEnd(long seen) {
    lock.lock();
    try {
      while (ended == seen && underWay > 0) {
        oneEnded.awaitUninterruptibly();
      }
      return ended != seen;
    } finally {
      lock.unlock();
    }
  }

  /** A job, and the view that keeps what it reads: a store may be dropped, a history trimmed. */
  private record Pinned(CompactionJob job, ReadView view) implements AutoCloseable {
    @Override
    public void close() {
      job.close();
      view.close();
    }
  }

  /** Ends the compactions under way; returns when they have ended. */
  void close() {
    throttle.stop();
    lock.lock();
    try {
      closed = true;
      while (underWay > 0) {
        oneEnded.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Pinned next(Attempts attempts) {
    pipeline.requireSound();
    Map<Long, Double> urgency = new HashMap<>();
    StorageException failure = null;
    List<StoredVersions> stores = stores();
    retries.keepOnly(stores.stream().map(StoredVersions::storeId).collect(Collectors.toSet()));
    stores.removeIf(store -> attempts == Attempts.DUE && retries.isPaused(store.storeId()));
    for (StoredVersions store : stores) {
      try {
        urgency.put(store.storeId(), layout.urgency(store));
      } catch (StorageException e) {
        retries.failed(store.storeId());
        failure = e;
      }
    }
    stores.removeIf(store -> !urgency.containsKey(store.storeId()));
    stores.sort(Comparator.comparingDouble(store -> -urgency.getOrDefault(store.storeId(), 0.0)));
    for (StoredVersions store : stores) {
      CompactionJob job = layout.compaction(store, horizon(store));
      if (job != null) {
        return pinned(job);
      }
      retries.forget(store.storeId());
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private Pinned pinned(CompactionJob job) {
    boolean complete = false;
    try {
      checkpoints.prepareSpace();
      Pinned pinned = new Pinned(job, views.get());
      complete = true;
      return pinned;
    } finally {
      if (!complete) {
        job.close();
        retries.failed(job.storeId());
      }
    }
  }

  private long horizon(StoredVersions store) {
    return checkpoints.horizon(store.spec(), manifest.current().flushedTimestamp());
  }

  private void merge(CompactionJob job) {
    boolean complete = false;
    try {
      job.merge(workers.helpers(), partsMax, throttle);
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
