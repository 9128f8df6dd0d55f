package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A commit of another life of the database that is made once more, from its record and its chunks:
 * through a transaction, so that it may be larger than memory, but with the bytes as they are.
 */
final class LargeRedo implements RedoTarget {
  private final TransactionSystem system;
  private final Transaction transaction;

  LargeRedo(TransactionSystem system, Transaction transaction) {
    this.system = system;
    this.transaction = transaction;
  }

  @Override
  public boolean begin(long commitTimestamp, long clockMillis) {
    return true;
  }

  @Override
  public void createStore(long storeId, StoreSpec spec) {
    system.skipStoreId(storeId);
    transaction.createStore(storeId, spec);
  }

  @Override
  public void dropStore(long storeId) {
    transaction.dropOne(storeId);
  }

  @Override
  public void extendTo(long fileBytes) {
    // Of the other data file.
  }

  @Override
  public void ingest(RunRoot run, DeadSequences dead) {
    // The chunks have its rows.
  }

  @Override
  public void write(long storeId, Slice key, @Nullable Slice value) {
    transaction.writeAsIs(storeId, key, value);
  }
}
