package org.lightningdb.storage.txn;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.TransactionOptions;

/**
 * Begins transactions and views: what all of them share. Thread-safe. The engine makes one when it
 * opens.
 */
public final class TransactionSystem {
  private final CommitPipeline pipeline;
  private final Snapshots snapshots;
  private final StoreReader reader;
  private final RowLocks locks;
  private final WritePressure pressure;
  private final RunSpace runSpace;
  private final TransactionOptions options;
  private final AtomicLong nextStoreId;

  /** Held while a store of chunks is created, so that it is created once. */
  private final ReentrantLock creation = new ReentrantLock();

  /**
   * @param nextStoreId the smallest store id never given away
   */
  public TransactionSystem(
      CommitPipeline pipeline,
      Snapshots snapshots,
      StoreReader reader,
      WritePressure pressure,
      RunSpace runSpace,
      TransactionOptions options,
      LongSupplier nanoTime,
      long nextStoreId) {
    this.pipeline = pipeline;
    this.snapshots = snapshots;
    this.reader = reader;
    this.pressure = pressure;
    this.runSpace = runSpace;
    this.options = options;
    this.locks = new RowLocks(options.lockTimeoutMillis(), nanoTime);
    this.nextStoreId = new AtomicLong(nextStoreId);
  }

  public Txn begin(Isolation isolation, boolean readOnly) {
    return new Transaction(this, isolation, readOnly);
  }

  public ReadView view() {
    return new PinnedView(reader, snapshots.take(false), null, null);
  }

  /**
   * A view of the past.
   *
   * @throws StorageException {@code INVALID_REQUEST} if {@code timestamp} is not visible yet
   */
  public ReadView viewAt(long timestamp) {
    Snapshot now = snapshots.take(false);
    if (timestamp < 0 || timestamp > now.timestamp()) {
      now.release();
      throw new StorageException(
          StorageException.Kind.INVALID_REQUEST,
          "there is no commit " + timestamp + " yet, the newest is " + now.timestamp());
    }
    return new PinnedView(reader, now.at(timestamp), null, null);
  }

  /** The smallest store id never given away. */
  public long nextStoreId() {
    return nextStoreId.get();
  }

  long takeStoreId() {
    return nextStoreId.getAndIncrement();
  }

  /** {@code storeId} was given away elsewhere. */
  void skipStoreId(long storeId) {
    long unused = nextStoreId.accumulateAndGet(storeId + 1, Math::max);
  }

  /**
   * Makes a commit of another life of the database once more; for restoring only, while nobody else
   * writes.
   *
   * @param history plays the commit to its target
   * @return the timestamp
   */
  public long redo(Consumer<RedoTarget> history) {
    try (Transaction transaction = new Transaction(this, Isolation.READ_COMMITTED, false)) {
      history.accept(new LargeRedo(this, transaction));
      return transaction.commit(Durability.ALWAYS);
    }
  }

  /** Creates the store of the chunks of streamed values of {@code storeId}, if it is missing. */
  void ensureLongValues(long storeId) {
    long chunkStoreId = LongValues.storeOf(storeId);
    creation.lock();
    try {
      EngineState state = snapshots.current();
      StoreState values = state.store(storeId);
      if (values != null && state.store(chunkStoreId) == null) {
        try (Transaction transaction = new Transaction(this, Isolation.READ_COMMITTED, false)) {
          transaction.createStore(chunkStoreId, LongValues.specFor(values.spec()));
          long unused = transaction.commit(Durability.NONE); // Before what needs it, in the log.
        }
      }
    } finally {
      creation.unlock();
    }
  }

  CommitPipeline pipeline() {
    return pipeline;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  StoreReader reader() {
    return reader;
  }

  RowLocks locks() {
    return locks;
  }

  WritePressure pressure() {
    return pressure;
  }

  RunSpace runSpace() {
    return runSpace;
  }

  TransactionOptions options() {
    return options;
  }

  /** The count of row locks held now. */
  public int rowLocks() {
    return locks.size();
  }

  /**
   * Returns only if the limits of keys and values are kept.
   *
   * @throws StorageException {@code LIMIT}
   */
  static void requireWithinLimits(int keyBytes, int valueBytes) {
    if (keyBytes > Txn.KEY_BYTES_MAX) {
      throw new StorageException(
          StorageException.Kind.LIMIT,
          "a key has at most " + Txn.KEY_BYTES_MAX + " bytes, this one has " + keyBytes);
    }
    if (valueBytes > Txn.VALUE_BYTES_MAX) {
      throw new StorageException(
          StorageException.Kind.LIMIT,
          "a value has at most " + Txn.VALUE_BYTES_MAX + " bytes, this one has " + valueBytes);
    }
  }
}
