package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;

/** Who receives the changes of a commit record, in their order. */
public interface RedoTarget {
  /** Returns whether the record shall be played at all. */
  boolean begin(long commitTimestamp, long clockMillis);

  void createStore(long storeId, StoreSpec spec);

  void dropStore(long storeId);

  /** The data file reaches at least so far. */
  void extendTo(long fileBytes);

  /** A run becomes a part of its store, newer than all before. */
  void ingest(RunRoot run, DeadSequences dead);

  /** The runs of the commit are in {@code chunks}, too; comes before the first {@link #write}. */
  default void repeated(ChunkSet chunks) {}

  /** The slices are borrowed; a null value is a deletion. */
  void write(long storeId, Slice key, @Nullable Slice value);
}
