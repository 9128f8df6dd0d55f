package org.lightningdb.storage.restore;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.CheckReport;
import org.lightningdb.storage.EngineChecker;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.backup.BackupChain;
import org.lightningdb.storage.backup.RateLimit;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.vfs.UnfinishedVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Makes a new database of a full backup, increments on it and an archived log: as it was at one
 * commit. Backups and archive are only read.
 *
 * <p>The new database has an identity of its own: from here on its history differs from that of the
 * old one, so neither can be taken for the other by a later incremental backup, by an archive or by
 * a misplaced log segment.
 *
 * <p>The target is marked as unfinished until everything is in it, durable and checked.
 */
public final class Restore {
  private final EngineOptions options;
  private final EngineServices services;
  private final RateLimit limit;

  /**
   * Prepares a restore.
   *
   * @param bytesPerSecondMax 0 = as fast as the devices
   */
  public Restore(EngineServices services, long bytesPerSecondMax) {
    this.options = EngineOptions.defaults().withCreateIfMissing(false);
    this.services =
        new EngineServices(
            services.nanoTime(), services.wallMillis(), services.randomLongs(), services.threads());
    this.limit = new RateLimit(bytesPerSecondMax, services.nanoTime());
  }

  /**
   * Restores into the empty directory {@code target}.
   *
   * @param backups the full backup and its increments, in order; those behind the point are left
   *     out
   * @param archive segments of the log; null if there are none
   * @throws StorageException {@code INVALID_REQUEST} if the target is not empty, the backups do not
   *     belong together or the point cannot be reached; {@code CORRUPT} if a backup or the archive
   *     is damaged, or what was restored does not pass the check; {@code FOREIGN_FORMAT}
   * @throws IOException if a device fails or the target is full
   */
  public RestoreReport run(List<Vfs> backups, @Nullable Vfs archive, RestorePoint point, Vfs target)
      throws IOException {
    BackupChain chain = upTo(BackupChain.open(backups), point);
    UnfinishedVfs unfinished = UnfinishedVfs.begin(target);
    long databaseId = services.randomLongs().getAsLong();
    DatabaseState old = chain.state(databaseId);
    copyBlocks(chain, old, unfinished);
    ManifestLog.create(unfinished, old.withWalFloorLsn(0)).close();
    RestoreReport report = applyLog(chain, archive, point, old.walFloorLsn(), unfinished);
    CheckReport check = EngineChecker.check(unfinished, services);
    if (!check.problems().isEmpty()) {
      throw new StorageException(
          Kind.CORRUPT, "what was restored is not sound: " + check.problems().get(0));
    }
    unfinished.finish();
    return report;
  }

  private static BackupChain upTo(BackupChain chain, RestorePoint point) {
    int count = chain.size();
    while (count > 0 && point.isBefore(chain.contents(count - 1))) {
      count--;
    }
    if (count == 0) {
      throw new StorageException(
          Kind.INVALID_REQUEST,
          "the full backup holds commit "
              + chain.contents(0).timestamp()
              + " already: an older one is needed to reach "
              + point);
    }
    return chain.first(count);
  }

  private void copyBlocks(BackupChain chain, DatabaseState state, Vfs target) throws IOException {
    String name = state.dataFileName();
    BlockFile.create(target, name, state.databaseId(), new BlockCache(0)).close();
    try (VfsFile file = target.open(name)) {
      chain.copyTo(file, limit);
      file.force();
    }
  }

  private RestoreReport applyLog(
      BackupChain chain, @Nullable Vfs archive, RestorePoint point, long fromLsn, Vfs target)
      throws IOException {
    ArchiveApplier applier = new ArchiveApplier(target, options, services, point);
    boolean complete = false;
    try {
      if (archive != null) {
        applier.apply(archive, chain.last().databaseId(), fromLsn);
      }
      long reached = applier.finish();
      if (point.wantsCommit() && reached != point.timestamp()) {
        throw new StorageException(
            Kind.INVALID_REQUEST,
            "backups and archive end with commit " + reached + ", before " + point.timestamp());
      }
      complete = true;
      return new RestoreReport(chain.size(), reached, applier.applied());
    } finally {
      if (!complete) {
        applier.close();
      }
    }
  }
}
