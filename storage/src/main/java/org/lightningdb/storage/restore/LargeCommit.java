package org.lightningdb.storage.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ChunkSet;
import org.lightningdb.storage.txn.RedoLog;
import org.lightningdb.storage.txn.RedoTarget;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.ArchivedLog;

/**
 * A commit of an archived log whose rows are in chunks before its record. They are read when they
 * are played, so however large it is, one chunk is in memory. Used by one thread.
 */
final class LargeCommit {
  private final Vfs archive;
  private final long databaseId;
  private final ChunkSet chunks;
  private final long recordLsn;
  private final byte[] record;
  private long played;

  /**
   * @param recordLsn where the record of the commit starts
   */
  LargeCommit(Vfs archive, long databaseId, ChunkSet chunks, long recordLsn, byte[] record) {
    this.archive = archive;
    this.databaseId = databaseId;
    this.chunks = chunks;
    this.recordLsn = recordLsn;
    this.record = record;
  }

  /**
   * Plays stores, chunks and record, in this order.
   *
   * @throws StorageException {@code CORRUPT} if the archive does not have all chunks
   */
  void play(RedoTarget target) {
    RedoLog.replay(recordLsn, record, new WithChunks(target));
  }

  private void playChunks(RedoTarget target) {
    try {
      long unused =
          ArchivedLog.read(
              archive,
              databaseId,
              chunks.fromLsn(),
              recordLsn,
              (lsn, payload) -> {
                if (lsn < recordLsn
                    && RedoLog.isChunk(payload)
                    && RedoLog.replayChunk(lsn, payload, chunks, played, target)) {
                  played++;
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (played != chunks.count()) {
      throw new StorageException(
          Kind.CORRUPT,
          "the archive has "
              + played
              + " of the "
              + chunks.count()
              + " chunks of the commit at LSN "
              + recordLsn);
    }
  }

  /** The target, with the chunks where the record says that there are some. */
  private final class WithChunks implements RedoTarget {
    private final RedoTarget target;

    WithChunks(RedoTarget target) {
      this.target = target;
    }

    @Override
    public boolean begin(long commitTimestamp, long clockMillis) {
      return target.begin(commitTimestamp, clockMillis);
    }

    @Override
    public void createStore(long storeId, StoreSpec spec) {
      target.createStore(storeId, spec);
    }

    @Override
    public void dropStore(long storeId) {
      target.dropStore(storeId);
    }

    @Override
    public void extendTo(long fileBytes) {
      target.extendTo(fileBytes);
    }

    @Override
    public void ingest(RunRoot run, DeadSequences dead) {
      target.ingest(run, dead);
    }

    @Override
    public void repeated(ChunkSet set) {
      playChunks(target);
    }

    @Override
    public void write(long storeId, Slice key, @Nullable Slice value) {
      target.write(storeId, key, value);
    }
  }
}
