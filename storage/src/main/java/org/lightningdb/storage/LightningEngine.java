package org.lightningdb.storage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.backup.BackupOptions;
import org.lightningdb.storage.backup.BackupReport;
import org.lightningdb.storage.backup.BackupWriter;
import org.lightningdb.storage.backup.RateLimit;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.clock.CommitClock;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.scratch.ScratchSpace;
import org.lightningdb.storage.scrub.ScrubReport;
import org.lightningdb.storage.scrub.Scrubber;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Recovered;
import org.lightningdb.storage.txn.RedoTarget;
import org.lightningdb.storage.txn.Snapshots;
import org.lightningdb.storage.txn.StoreReader;
import org.lightningdb.storage.txn.TransactionSystem;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * The engine over one directory of files: opens, wires and closes the parts, which do the work.
 *
 * <p>Opening reads the manifest, replays the log into deltas and is ready; nothing is flushed
 * before. An engine that met an I/O error refuses all later writes with {@code FAILED_STOP} and
 * goes on reading what was visible; close it and open again.
 */
public final class LightningEngine implements Engine {
  private static final System.Logger LOGGER = System.getLogger(LightningEngine.class.getName());

  private final ManifestLog manifest;
  private final BlockFile blocks;
  private final Layout layout;
  private final WriteAheadLog log;
  private final CommitClock clock;
  private final Snapshots snapshots;
  private final CommitPipeline pipeline;
  private final TransactionSystem transactions;
  private final EngineMemory memory;
  private final CheckpointWriter writer;
  private final Checkpointer checkpointer;
  private final Housekeeping housekeeping;
  private final @Nullable CacheWarmer warmer;
  private final BackgroundTasks tasks;
  private final EngineServices services;
  private final Compactions compactions;
  private final OpenedParts parts;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LightningEngine(
      Vfs vfs, OpenedParts parts, EngineOptions options, EngineServices services) {
    this.services = services;
    this.manifest = parts.manifest();
    this.blocks = parts.blocks();
    this.log = parts.log();
    this.parts = parts;
    this.layout = parts.layout();
    Recovered recovered = parts.recovered();
    this.clock = recovered.clock();
    this.snapshots = new Snapshots(recovered.state(), recovered.timestamp());
    long retiredBytesMax = EngineMemory.retiredBytesMax(options.memory());
    this.pipeline =
        new CommitPipeline(
            log, layout, parts.runSpace(), snapshots, recovered, retiredBytesMax, this::logGrew);
    this.memory = new EngineMemory(options.memory(), pipeline, snapshots, blocks);
    this.writer =
        new CheckpointWriter(
            pipeline,
            snapshots,
            log,
            manifest,
            blocks,
            layout,
            clock,
            this::nextStoreId,
            this::checkpointEnded);
    this.tasks = parts.tasks();
    this.compactions =
        new Compactions(
            pipeline,
            snapshots,
            parts,
            writer,
            this::viewOfNow,
            options.compaction(),
            services,
            tasks);
    this.checkpointer =
        new Checkpointer(
            pipeline,
            writer,
            () -> fill(options),
            tasks.register("checkpoint"),
            services.threads());
    memory.pool().relieveBy(this::relieveMemory);
    this.transactions =
        new TransactionSystem(
            pipeline,
            snapshots,
            new StoreReader(),
            new WritePressures(List.of(compactions.pressure(), checkpointer)),
            parts.runSpace(),
            options.transactions(),
            services.nanoTime(),
            recovered.nextStoreId());
    this.housekeeping =
        new Housekeeping(
            pipeline, snapshots, writer, this::pin, options.maintenance(), services, tasks);
    this.warmer = warmer(vfs, options.memory().warmingBytesPerSecond());
  }

  private void readAhead(long bytesMax) {
    if (bytesMax > 0) {
      ReadAheadWorkers workers = new ReadAheadWorkers(bytesMax, memory.pool(), services.threads());
      parts.resources().push(workers);
      blocks.readAheadWith(workers.readAhead());
    }
  }

  private @Nullable CacheWarmer warmer(Vfs vfs, long bytesPerSecond) {
    if (bytesPerSecond == 0) {
      return null;
    }
    return new CacheWarmer(
        vfs,
        blocks,
        manifest.current().databaseId(),
        this::pin,
        bytesPerSecond,
        services.nanoTime(),
        tasks.register("warming"),
        services.threads());
  }

  /**
   * Opens the database in {@code vfs}, or creates it if the options allow and nothing is there. The
   * caller keeps the {@code vfs} and closes it after the engine.
   *
   * @throws StorageException {@code IN_USE}, {@code FOREIGN_FORMAT}, {@code CORRUPT}, {@code
   *     DISK_FULL}, {@code INVALID_REQUEST} if there is no database and none may be created
   */
  public static LightningEngine open(Vfs vfs, EngineOptions options, EngineServices services) {
    OpenedParts parts = OpenedParts.open(vfs, options, services);
    boolean complete = false;
    try {
      LightningEngine engine = new LightningEngine(vfs, parts, options, services);
      engine.readAhead(options.memory().readAheadBytesMax());
      engine.checkpointer.start();
      engine.housekeeping.start();
      engine.checkpointer.afterCommit();
      engine.compactions.start();
      if (engine.warmer != null) {
        engine.warmer.start();
      }
      complete = true;
      return engine;
    } finally {
      if (!complete) {
        OpenedParts.closeAll(parts.resources());
      }
    }
  }

  private double fill(EngineOptions options) {
    double wal = (double) log.liveBytes() / options.log().bytesMax();
    double runs = pipeline.ingestedRuns() > 0 ? 1 : 0; // Reads search each of them.
    return Math.max(Math.max(memory.fill(), wal), runs);
  }

  private void logGrew() {
    checkpointer.afterCommit();
  }

  /**
   * Makes a commit of another life of this database once more; for restoring only, while nobody
   * else writes.
   *
   * @param history plays the commit to its target
   * @return the timestamp that it has here
   */
  public long redo(Consumer<RedoTarget> history) {
    requireOpen();
    return transactions.redo(history);
  }

  /** Lets stores forget now what they need not remember any more. */
  void trimHistory() {
    requireOpen();
    writer.trimHistory();
  }

  private ReadView viewOfNow() {
    return transactions.view();
  }

  private void checkpointEnded() {
    compactions.checkpointEnded();
    if (warmer != null) {
      warmer.checkpointEnded();
    }
  }

  /** One step of giving space back now; returns whether another one will give more. */
  boolean shrink(SpaceBound bound) {
    requireOpen();
    return writer.shrink(bound);
  }

  private long nextStoreId() {
    return transactions.nextStoreId();
  }

  @Override
  public Txn begin(Isolation isolation, boolean readOnly) {
    requireOpen();
    return transactions.begin(isolation, readOnly);
  }

  @Override
  public ReadView view() {
    requireOpen();
    return transactions.view();
  }

  @Override
  public ReadView viewAt(long timestamp) {
    requireOpen();
    return transactions.viewAt(timestamp);
  }

  @Override
  public long timestampAt(long clockMillis) {
    return Math.min(clock.timestampAt(clockMillis), snapshots.visibleTimestamp());
  }

  @Override
  public long clockMillisAt(long timestamp) {
    return clock.clockMillisAt(timestamp);
  }

  @Override
  public void checkpoint() {
    requireOpen();
    writer.checkpoint();
  }

  /** Does all that compaction has to do now; returns when it is done and durable. */
  public void compact() {
    requireOpen();
    compactions.runAll();
  }

  private boolean relieveMemory() {
    boolean written = checkpointer.relieve();
    pipeline.forgetRetired();
    return written;
  }

  @Override
  public MemoryPool memory() {
    return memory.pool();
  }

  @Override
  public ScratchSpace scratch() {
    return parts.scratch();
  }

  @Override
  public EngineStatistics statistics() {
    return new EngineStatistics(
        log.statistics(),
        log.archiveStatistics(),
        log.liveBytes(),
        writer.completed(),
        pipeline.deltaBytes(),
        blocks.sizeBytes(),
        blocks.readCounts(),
        snapshots.visibleTimestamp());
  }

  @Override
  public List<TaskReport> backgroundTasks() {
    return tasks.reports();
  }

  /** A task of a room above, to stand among {@link #backgroundTasks}. */
  public BackgroundTask registerTask(String name) {
    return tasks.register(name);
  }

  /**
   * Verifies every block of every store, the use of the data file, see EngineChecker, and what is
   * durable of log and manifest.
   */
  public CheckReport check() {
    requireOpen();
    CheckReport report = writer.whileIdle(() -> check(snapshots.current().ingestedRuns()));
    verifyOthers(report::problem);
    return report;
  }

  private CheckReport check(List<IngestedRun> runs) {
    return EngineChecker.check(manifest.current(), runs, blocks, layout);
  }

  /**
   * Copies everything committed now into an empty directory, while writers go on. The database is
   * moved to its blocks first, so this needs what a checkpoint needs.
   *
   * @param parents the full backup and the increments since, in order, which the new one adds to;
   *     empty for a full backup
   * @throws StorageException as {@link #checkpoint}, and as {@link BackupWriter#write}
   * @throws IOException if the directory's device fails or is full; the engine is not concerned
   */
  public BackupReport backup(Vfs directory, List<Vfs> parents, BackupOptions options)
      throws IOException {
    requireOpen();
    writer.checkpoint();
    long drawn = services.randomLongs().getAsLong();
    try (PinnedState pinned = pin()) {
      return new BackupWriter(pinned, options, services.threads(), services.nanoTime())
          .write(drawn == 0 ? 1 : drawn, parents, directory);
    }
  }

  /**
   * Reads every block, the log and the manifest from the disk and verifies them, while writers go
   * on.
   *
   * @param bytesPerSecondMax 0 = as fast as the device
   */
  public ScrubReport scrub(long bytesPerSecondMax) {
    requireOpen();
    try (PinnedState pinned = pin()) {
      RateLimit limit = new RateLimit(bytesPerSecondMax, services.nanoTime());
      return new Scrubber(pinned, limit, services.nanoTime(), closed::get).run();
    }
  }

  /** What the last pass of the scrubber in the background found; null if there was none yet. */
  public @Nullable ScrubReport lastScrub() {
    return housekeeping.lastScrub();
  }

  private PinnedState pin() {
    return writer.whileIdle(
        () -> {
          pipeline.requireSound();
          return new PinnedState(
              manifest.current(), transactions.view(), layout, blocks, this::verifyOthers);
        });
  }

  private void verifyOthers(Consumer<String> report) {
    manifest.verify(report);
    log.verify(report);
  }

  /** Bytes of blocks in memory, about. */
  public long cachedBytes() {
    return blocks.cachedBytes();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new StorageException(Kind.CLOSED, "the engine is closed");
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      if (warmer != null) {
        warmer.stop();
      }
      housekeeping.stop();
      checkpointer.stop();
      compactions.stop();
      pipeline.close();
      lastCheckpoint();
    } finally {
      OpenedParts.closeAll(parts.resources());
    }
  }

  /** The log holds everything that a full or failing disk keeps out of the trees. */
  private void lastCheckpoint() {
    if (pipeline.failed()) {
      return;
    }
    try {
      writer.checkpoint();
      housekeeping.shrinkBeforeClosing();
      if (warmer != null) {
        warmer.save();
      }
    } catch (StorageException e) {
      if (!CheckpointWriter.abandons(e)) {
        throw e;
      }
      LOGGER.log(System.Logger.Level.WARNING, "closing without a checkpoint", e);
    }
  }
}
