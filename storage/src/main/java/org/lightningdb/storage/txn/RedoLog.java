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

  /**
   * Whether a part of the commit lies in runs of the data file and not in the record itself: such a
   * record means nothing beside another data file.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static boolean namesRuns(long lsn, byte[] payload) {
    RunFinder finder = new RunFinder();
    CommitRecord.replay(lsn, payload, finder);
    return finder.found;
  }

  private static final class RunFinder implements RedoTarget {
    private boolean found;

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
