package org.lightningdb.storage.backup;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.StateImage;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.vfs.UnfinishedVfs;
import org.lightningdb.storage.vfs.Vfs;

/**
 * Copies a database that is held still into a directory of its own.
 *
 * <p>Blocks are never overwritten while something refers to them, so holding still costs the
 * database nothing but the space of what it frees meanwhile. Every block is verified when it is
 * read; a damaged one ends the backup, because a backup must not look better than its source.
 *
 * <p>An incremental backup holds the blocks that the chain of backups before it does not have.
 * Address and generation name the content of a whole subtree, so what the chain has is passed over
 * without being read.
 *
 * <p>The directory: {@code PACK-n} the blocks as they lie in the data file, {@code INDEX} which and
 * where ({@link PackIndex}), {@code BACKUP} what it is ({@link BackupContents}), written last.
 * Until that is durable the directory is marked as unfinished. Used by one thread.
 */
public final class BackupWriter {
  private final BackupSource source;
  private final BackupOptions options;
  private final ThreadFactory threads;
  private final LongSupplier nanoTime;

  public BackupWriter(
      BackupSource source, BackupOptions options, ThreadFactory threads, LongSupplier nanoTime) {
    this.source = source;
    this.options = options;
    this.threads = threads;
    this.nanoTime = nanoTime;
  }

  /**
   * Writes the backup; when it returns, it is durable.
   *
   * @param backupId drawn at random, not 0
   * @param parents the full backup and the increments since, in order; empty for a full backup
   * @param directory empty
   * @throws StorageException {@code INVALID_REQUEST} if the directory is not empty, {@code
   *     FOREIGN_FORMAT} if the parents are of another database, {@code CORRUPT} if a block of the
   *     database or the table of a parent is damaged, {@code INTERRUPTED}
   * @throws IOException if the directory's device fails or is full; the database is not concerned
   */
  public BackupReport write(long backupId, List<Vfs> parents, Vfs directory) throws IOException {
    BlockGenerations known = new BlockGenerations();
    BackupChain chain = parents.isEmpty() ? null : BackupChain.open(parents);
    if (chain != null) {
      requireSameDatabase(chain.last());
      chain.addTo(known);
    }
    UnfinishedVfs target = UnfinishedVfs.begin(directory);
    PackIndex index = new PackIndex();
    AtomicLong shared = new AtomicLong();
    BackupContents contents;
    try (BlockCopier copier =
        new BlockCopier(
            source, target, new RateLimit(options.bytesPerSecondMax(), nanoTime), index)) {
      copier.start(options.copiers(), threads);
      for (StoreEntry store : source.state().stores().values()) {
        source.visitSubtrees(
            store,
            (address, generation) -> {
              if (known.has(address, generation)) {
                shared.incrementAndGet();
                return false;
              }
              copier.copy(address, generation);
              return true;
            });
      }
      copier.finish();
      index.write(target);
      contents = contents(backupId, chain, index, copier.bytes());
    } catch (BackupFailedException e) {
      throw rethrown(e);
    }
    contents.write(target);
    target.finish();
    return new BackupReport(
        backupId,
        contents.parentId(),
        contents.timestamp(),
        contents.blocks(),
        contents.bytes(),
        shared.get());
  }

  private void requireSameDatabase(BackupContents parent) {
    if (parent.databaseId() != source.state().databaseId()) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT, "the earlier backup is of another database: take a full one");
    }
  }

  private BackupContents contents(
      long backupId, @Nullable BackupChain chain, PackIndex index, long bytes) {
    DatabaseState state = source.state();
    return new BackupContents(
        state.formatVersion(),
        backupId,
        chain == null ? 0 : chain.last().backupId(),
        state.databaseId(),
        state.flushedTimestamp(),
        options.copiers(),
        index.checksum(),
        index.count(),
        bytes,
        state.times().clockMillisAt(state.flushedTimestamp()),
        new Slice(StateImage.encode(state)));
  }

  private static IOException rethrown(BackupFailedException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error serious) {
      throw serious;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }
}
