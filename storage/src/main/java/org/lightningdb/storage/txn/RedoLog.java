package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;

/** How those who read logs without an engine learn what a record says. */
public final class RedoLog {
  private RedoLog() {}

  /** Whether a value only stands for one that was written as a stream and lies elsewhere. */
  public static boolean standsForStream(Slice value) {
    return LongValues.isReference(value);
  }

  /**
   * When a record was committed.
   *
   * @param timestamp of the commit
   * @param clockMillis what the clock on the wall told, in milliseconds since 1970
   */
  public record Moment(long timestamp, long clockMillis) {}

  /**
   * When the record that starts at {@code lsn} was committed.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static Moment moment(long lsn, byte[] payload) {
    MomentReader reader = new MomentReader();
    CommitRecord.replay(lsn, payload, reader);
    return reader.moment;
  }

  /** Refuses what comes behind the moment. */
  private static final class MomentReader implements RedoTarget {
    private Moment moment = new Moment(0, 0);

    @Override
    public boolean begin(long commitTimestamp, long clockMillis) {
      moment = new Moment(commitTimestamp, clockMillis);
      return false;
    }

    @Override
    public void createStore(long storeId, StoreSpec spec) {
      throw new IllegalStateException("the record was refused");
    }

    @Override
    public void dropStore(long storeId) {
      throw new IllegalStateException("the record was refused");
    }

    @Override
    public void extendTo(long fileBytes) {
      throw new IllegalStateException("the record was refused");
    }

    @Override
    public void ingest(RunRoot run, DeadSequences dead) {
      throw new IllegalStateException("the record was refused");
    }

    @Override
    public void write(long storeId, Slice key, @Nullable Slice value) {
      throw new IllegalStateException("the record was refused");
    }
  }

  /** Whether the record is no commit but a part of one that is larger than memory. */
  public static boolean isChunk(byte[] payload) {
    return ChunkRecord.is(payload);
  }

  /**
   * Plays the chunk that starts at {@code lsn} to {@code target} if it is of the set {@code
   * chunks}; then it must be the one at {@code index}.
   *
   * @return whether it is of the set
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT}
   */
  public static boolean replayChunk(
      long lsn, byte[] payload, ChunkSet chunks, long index, RedoTarget target) {
    return ChunkRecord.replay(lsn, payload, chunks, index, target);
  }

  /**
   * Whether a part of the commit lies in runs of the data file and not in the record itself: beside
   * another data file such a record means nothing without its chunks.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static boolean namesRuns(long lsn, byte[] payload) {
    RunFinder finder = new RunFinder();
    CommitRecord.replay(lsn, payload, finder);
    return finder.found;
  }

  /**
   * The chunks that repeat the runs of the commit; {@link ChunkSet#NONE} if there are none.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static ChunkSet chunks(long lsn, byte[] payload) {
    RunFinder finder = new RunFinder();
    CommitRecord.replay(lsn, payload, finder);
    return finder.chunks;
  }

  private static final class RunFinder implements RedoTarget {
    private boolean found;
    private ChunkSet chunks = ChunkSet.NONE;

    @Override
    public boolean begin(long commitTimestamp, long clockMillis) {
      return true;
    }

    @Override
    public void createStore(long storeId, StoreSpec spec) {}

    @Override
    public void dropStore(long storeId) {}

    @Override
    public void extendTo(long fileBytes) {
      found = true;
    }

    @Override
    public void ingest(RunRoot run, DeadSequences dead) {}

    @Override
    public void repeated(ChunkSet set) {
      chunks = set;
    }

    @Override
    public void write(long storeId, Slice key, @Nullable Slice value) {}
  }

  /**
   * Plays the record that starts at {@code lsn} to {@code target}, whose {@code begin} may refuse
   * it.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static void replay(long lsn, byte[] payload, RedoTarget target) {
    CommitRecord.replay(lsn, payload, target);
  }
}
