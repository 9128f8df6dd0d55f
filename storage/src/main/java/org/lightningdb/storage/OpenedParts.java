package org.lightningdb.storage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.CompressionWorkers;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.Layouts;
import org.lightningdb.storage.layout.btree.BTreeLayout;
import org.lightningdb.storage.layout.lsm.LsmLayout;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.scratch.ScratchSpace;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;
import org.lightningdb.storage.txn.Recovered;
import org.lightningdb.storage.txn.RedoApplier;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.UnfinishedVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.LogServices;
import org.lightningdb.storage.wal.WalOptions;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * The files of a database, locked, opened and recovered.
 *
 * <p>A new database is made in an order that leaves no half of one behind: first the empty data
 * file, then the manifest, whose superblock makes it a database. A leftover data file without
 * blocks, from a creation that was cut off, is replaced.
 *
 * @param runs the log-structured one of the layouts
 * @param tasks those of the log so far
 * @param resources to be closed, first to last
 */
record OpenedParts(
    ManifestLog manifest,
    BlockFile blocks,
    Layout layout,
    RunSpace runSpace,
    LsmLayout runs,
    WriteAheadLog log,
    Recovered recovered,
    BackgroundTasks tasks,
    ScratchSpace scratch,
    Deque<AutoCloseable> resources) {
  private static final int REDO_THREADS_MAX = 4;
  private static final int HELPERS_MAX = 4;

  static OpenedParts open(Vfs vfs, EngineOptions options, EngineServices services) {
    Deque<AutoCloseable> resources = new ArrayDeque<>();
    BackgroundTasks tasks = new BackgroundTasks(services.nanoTime());
    boolean complete = false;
    try {
      resources.push(vfs.lock());
      UnfinishedVfs.requireFinished(vfs);
      ScratchSpace scratch = ScratchSpace.open(vfs, options.scratch());
      resources.push(scratch);
      BlockCache cache = new BlockCache(options.memory().cacheBytesMax());
      if (!ManifestLog.exists(vfs)) {
        create(vfs, options, services, cache);
      }
      ManifestLog manifest = ManifestLog.open(vfs);
      resources.push(manifest);
      DatabaseState state = manifest.current();
      BlockFile blocks =
          BlockFile.open(
              vfs, state.dataFileName(), state.databaseId(), state.dataFileBytes(), cache);
      resources.push(blocks);
      blocks.stampWith(() -> manifest.current().generation() + 1);
      CompressionWorkers workers = new CompressionWorkers(services.threads(), helpers());
      resources.push(workers);
      blocks.compressWith(workers);
      LsmLayout runs = new LsmLayout(blocks, options.blocks(), options.compaction());
      Layout layout =
          new Layouts(
              Map.of(
                  LayoutKind.BTREE,
                  new BTreeLayout(blocks, options.blocks()),
                  LayoutKind.LSM,
                  runs));
      RunSpace runSpace = new RunSpace(blocks, options.blocks());
      try (RedoApplier applier = new RedoApplier(services.threads(), redoThreads())) {
        Recovered recovered =
            new Recovered(
                state, layout, runSpace, services.wallMillis(), applier, services.arrays());
        WriteAheadLog log = openLog(vfs, options, services, state, recovered, tasks);
        resources.push(log);
        applier.finish();
        recovered.takeRuns();
        complete = true;
        return new OpenedParts(
            manifest, blocks, layout, runSpace, runs, log, recovered, tasks, scratch, resources);
      }
    } catch (IOException e) {
      throw failure(vfs, e);
    } finally {
      if (!complete) {
        closeAll(resources);
      }
    }
  }

  private static void create(
      Vfs vfs, EngineOptions options, EngineServices services, BlockCache cache)
      throws IOException {
    if (!options.createIfMissing()) {
      throw new StorageException(Kind.INVALID_REQUEST, "there is no database in " + vfs.describe());
    }
    long databaseId = services.randomLongs().getAsLong();
    String dataFile = BlockFile.name(1);
    try (BlockFile blocks = BlockFile.create(vfs, dataFile, databaseId, cache)) {
      DatabaseState initial =
          DatabaseState.initial(databaseId, dataFile).withDataFile(dataFile, blocks.sizeBytes());
      ManifestLog.create(vfs, initial).close();
    }
  }

  private static WriteAheadLog openLog(
      Vfs vfs,
      EngineOptions options,
      EngineServices services,
      DatabaseState state,
      Recovered recovered,
      BackgroundTasks tasks)
      throws IOException {
    return WriteAheadLog.open(
        vfs,
        walOptions(options),
        state.databaseId(),
        state.walFloorLsn(),
        recovered::replay,
        new LogServices(
            services.nanoTime(), services.threads(), services.archive(), services.arrays(), tasks));
  }

  private static int helpers() {
    return Math.max(1, Math.min(HELPERS_MAX, Runtime.getRuntime().availableProcessors() - 1));
  }

  private static int redoThreads() {
    return Math.min(REDO_THREADS_MAX, Runtime.getRuntime().availableProcessors() - 1);
  }

  private static WalOptions walOptions(EngineOptions options) {
    return new WalOptions(
        options.log().segmentBytes(),
        options.log().groupDelayMicros(),
        options.log().groupSize(),
        options.log().intervalMillis(),
        options.log().archiveBacklogBytesMax());
  }

  private static StorageException failure(Vfs vfs, IOException e) {
    Kind kind = e instanceof NoSpaceException ? Kind.DISK_FULL : Kind.FAILED_STOP;
    return new StorageException(
        kind, "cannot open the database in " + vfs.describe() + ": " + e.getMessage(), e);
  }

  /** Closes every resource, whatever happens, and throws the first failure at the end. */
  static void closeAll(Deque<AutoCloseable> resources) {
    Throwable first = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof Exception exception) {
      throw wrap(exception);
    }
  }

  private static StorageException wrap(Exception e) {
    return e instanceof StorageException failure
        ? failure
        : new StorageException(Kind.FAILED_STOP, "closing failed: " + e.getMessage(), e);
  }
}
