package org.lightningdb.storage.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.txn.ChunkSet;
import org.lightningdb.storage.txn.RedoLog;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.ArchivedLog;
import org.lightningdb.storage.wal.LogServices;
import org.lightningdb.storage.wal.WalConsumer;
import org.lightningdb.storage.wal.WalOptions;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * Applies archived commits to a database that is being restored: appends them to its own log, and
 * whenever enough came together lets the engine recover and checkpoint. So commits are replayed by
 * the very code that replays them after a crash, and memory stays bounded however long the archive
 * is. A transaction larger than memory, whose record does not hold it, is made once more from its
 * chunks, at the time of day of the first. Used by one thread.
 */
final class ArchiveApplier {
  private static final long BATCH_BYTES = 32L << 20;
  private static final WalOptions LOG_OPTIONS = new WalOptions(16 << 20, 0, 64, 1000);

  private final Vfs target;
  private final EngineOptions options;
  private final EngineServices services;
  private final RestorePoint until;
  private WriteAheadLog log;
  private long timestamp;
  private long batchBytes;
  private long applied;
  private boolean ended;

  ArchiveApplier(Vfs target, EngineOptions options, EngineServices services, RestorePoint until)
      throws IOException {
    this.target = target;
    this.options = options;
    this.services = services;
    this.until = until;
    this.log = openLog();
  }

  private WriteAheadLog openLog() throws IOException {
    DatabaseState state;
    try (ManifestLog manifest = ManifestLog.open(target)) {
      state = manifest.current();
    }
    timestamp = state.flushedTimestamp();
    batchBytes = 0;
    return WriteAheadLog.open(
        target,
        LOG_OPTIONS,
        state.databaseId(),
        state.walFloorLsn(),
        (lsn, payload) -> {
          throw new StorageException(Kind.CORRUPT, "the log of a new database is not empty");
        },
        LogServices.of(services.nanoTime(), services.threads()));
  }

  /** Applies what {@code archive} holds from {@code fromLsn} on, up to the wanted commit. */
  void apply(Vfs archive, long databaseId, long fromLsn) throws IOException {
    try {
      WalConsumer takeLarge = (lsn, payload) -> applyLarge(archive, databaseId, lsn, payload);
      long unused =
          ArchivedLog.read(
              archive, databaseId, fromLsn, (lsn, payload) -> take(lsn, payload, takeLarge));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void take(long lsn, byte[] payload, WalConsumer takeLarge) {
    if (RedoLog.isChunk(payload)) {
      return; // The record of its commit asks for it.
    }
    RedoLog.Moment moment = RedoLog.moment(lsn, payload);
    long commit = moment.timestamp();
    ended |= until.isBefore(commit, moment.clockMillis());
    if (ended || commit <= timestamp) {
      return;
    }
    if (commit != timestamp + 1) {
      throw new StorageException(
          Kind.CORRUPT,
          "the archive goes on with commit " + commit + ", but " + (timestamp + 1) + " is wanted");
    }
    if (RedoLog.namesRuns(lsn, payload)) {
      takeLarge.accept(lsn, payload);
    } else {
      log.append(payload, 0, payload.length);
      batchBytes += payload.length;
    }
    timestamp = commit;
    applied++;
    if (batchBytes >= BATCH_BYTES) {
      reopen(this::recover);
    }
  }

  /** Does {@code work} on the database while nothing is appended to its log. */
  private void reopen(Runnable work) {
    try {
      work.run();
      log = openLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void applyLarge(Vfs archive, long databaseId, long lsn, byte[] payload) {
    RedoLog.Moment moment = RedoLog.moment(lsn, payload);
    ChunkSet chunks = RedoLog.chunks(lsn, payload);
    if (chunks.count() == 0) {
      throw new StorageException(
          Kind.INVALID_REQUEST,
          "commit "
              + moment.timestamp()
              + " was larger than memory and made before the log had an archive: restore to commit "
              + timestamp
              + " at most, or from a backup taken after it");
    }
    reopen(
        () -> {
          recover();
          EngineServices then =
              new EngineServices(
                  services.nanoTime(),
                  moment::clockMillis,
                  services.randomLongs(),
                  services.threads());
          try (LightningEngine engine = LightningEngine.open(target, options, then)) {
            LargeCommit commit = new LargeCommit(archive, databaseId, chunks, lsn, payload);
            long reached = engine.redo(commit::play);
            if (reached != moment.timestamp()) {
              throw new IllegalStateException(
                  "commit " + moment.timestamp() + " became " + reached);
            }
          }
        });
  }

  /** Lets the engine take over what was appended. */
  private void recover() {
    log.await(log.endLsn(), Durability.ALWAYS);
    log.close();
    LightningEngine.open(target, options, services).close();
  }

  /** Call at the end; returns the newest commit applied. */
  long finish() {
    recover();
    return timestamp;
  }

  /** Commits applied so far. */
  long applied() {
    return applied;
  }

  void close() {
    log.close();
  }
}
