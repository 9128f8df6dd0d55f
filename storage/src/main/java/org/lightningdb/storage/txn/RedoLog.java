package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.StoreSpec;

/** How those who read logs without an engine learn what a record says. */
public final class RedoLog {
  private RedoLog() {}

  /**
   * When the record that starts at {@code lsn} was committed.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static long timestamp(long lsn, byte[] payload) {
    TimestampReader reader = new TimestampReader();
    CommitRecord.replay(lsn, payload, reader);
    return reader.timestamp;
  }

  /** Refuses what comes after the timestamp. */
  private static final class TimestampReader implements RedoTarget {
    private long timestamp;

    @Override
    public boolean begin(long commitTimestamp) {
      timestamp = commitTimestamp;
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
    public void write(long storeId, Slice key, @Nullable Slice value) {
      throw new IllegalStateException("the record was refused");
    }
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
