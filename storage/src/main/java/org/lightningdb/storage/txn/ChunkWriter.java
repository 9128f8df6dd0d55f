package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.run.RunReader;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * Repeats in the log what a transaction larger than memory has in runs, so that an archive of the
 * log leads past its commit.
 *
 * <p>Idea. Without an archive a large transaction is in the data file only; its commit record names
 * the runs, and that is all that recovery needs. Whoever restores from a backup and the archive has
 * another data file. So with an archive the newest write of each key of the runs goes to the log,
 * in {@link ChunkRecord}s of bounded size, after the runs are forced and before the commit is
 * ordered. A restore that meets the commit record goes back to the first chunk, plays the set
 * through a transaction of its own, which spills again, and commits it.
 *
 * <p>Invariants. Chunks alone change nothing: a crash, a refusal or a rollback leaves chunks that
 * no record names. All chunks of a set lie between the place that the commit record names and the
 * record, and the archive has them if it has the record, as it takes the log in order. The numbers
 * of two sets differ in one life of the log, and a set of an earlier life lies before the place.
 *
 * <p>Threads. Each committer writes its own chunks, without the order lock; sets interleave.
 *
 * <p>Dropped: archiving the extents of the runs as files of their own. Runs would have to stay
 * until an archive that may be away for days has them, although their transaction, a checkpoint and
 * a compaction want their space back; and the log would not be the whole story any more. Dropped,
 * too: chunks while the transaction still writes. They would save nothing, what is merged or rolled
 * back would be logged in vain, and every backup would have to remember the oldest open set.
 */
final class ChunkWriter {
  private static final int CHUNK_BYTES = 256 << 10;

  private final WriteAheadLog log;
  private final Runnable afterChunk;
  private final AtomicLong lastNumber = new AtomicLong();

  /**
   * @param afterChunk runs after each one, so that somebody looks at the size of the log
   */
  ChunkWriter(WriteAheadLog log, Runnable afterChunk) {
    this.log = log;
    this.afterChunk = afterChunk;
  }

  /**
   * Appends the chunks of {@code writeSet}.
   *
   * @return what the commit record has to say of them; {@link ChunkSet#NONE} if there are none
   * @throws org.lightningdb.storage.error.StorageException as {@link WriteAheadLog#append}, or if a
   *     run cannot be read; nothing has happened then
   */
  ChunkSet write(WriteSet writeSet) {
    long fromLsn = log.endLsn();
    long number = lastNumber.updateAndGet(last -> Math.max(last, fromLsn) + 1);
    long count = 0;
    for (StoreWrites store : writeSet.liveWrites()) {
      if (!store.runs().isEmpty()) {
        count = write(store, number, count);
      }
    }
    return count == 0 ? ChunkSet.NONE : new ChunkSet(count, fromLsn, number);
  }

  private long write(StoreWrites store, long number, long firstIndex) {
    long index = firstIndex;
    try (VersionedCursor rows = rows(store)) {
      boolean stands = rows.first();
      while (stands) {
        ByteSink chunk = ChunkRecord.begin(number, index, store.storeId(), CHUNK_BYTES);
        while (stands && chunk.length() < CHUNK_BYTES) {
          CommitRecord.encodeWrite(chunk, rows.key(), rows.tombstone() ? null : rows.value());
          stands = rows.next();
        }
        long unused = log.append(chunk.array(), 0, chunk.length());
        index++;
        afterChunk.run();
      }
    }
    return index;
  }

  private static VersionedCursor rows(StoreWrites store) {
    List<VersionedCursor> newestFirst = new ArrayList<>();
    for (SpilledRun run : store.runs()) {
      newestFirst.add(run.reader().cursor(ByteRange.all(), RunReader.ALL, Long.MAX_VALUE));
    }
    return new MergeCursor(newestFirst);
  }
}
