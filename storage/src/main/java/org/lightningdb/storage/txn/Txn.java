package org.lightningdb.storage.txn;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.layout.btree.BlockTrees;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A unit of change over all stores. Writes stay private until {@link #commit}; each first write to
 * a key takes its row lock, waiting for another holder up to the lock timeout.
 *
 * <p>Used by one thread at a time. After {@link #commit}, {@link #rollback} or {@link #close} every
 * call but {@link #close} fails with {@code CLOSED}. All failures are {@link
 * org.lightningdb.storage.error.StorageException}; one that is not {@code FAILED_STOP} or {@code
 * CLOSED} leaves the transaction usable, so the caller may roll back to a savepoint and go on.
 */
public interface Txn extends AutoCloseable {
  /** The longest key; a longer one is a {@code LIMIT} error. */
  int KEY_BYTES_MAX = BlockTrees.KEY_BYTES_MAX;

  /** The longest value of {@link #put}; a longer one is a {@code LIMIT} error. */
  int VALUE_BYTES_MAX = BlockTrees.VALUE_BYTES_MAX;

  /** The longest value of {@link #putStream}; a longer one is a {@code LIMIT} error. */
  long STREAM_BYTES_MAX = LongValues.BYTES_MAX;

  Isolation isolation();

  boolean readOnly();

  /**
   * A new view. READ_COMMITTED: of this moment. SNAPSHOT and SERIALIZABLE: of the transaction's
   * snapshot. Own writes up to now are visible in it. The caller closes it.
   */
  ReadView view();

  /**
   * Buffers a write. The conflict check compares the newest committed version of the key with
   * {@code view}: newer than the view means {@code CONFLICT}. Bytes are copied.
   */
  void put(ReadView view, long storeId, Slice key, Slice value);

  /**
   * As {@link #put}, with a value that is read from {@code value} to its end and never is in memory
   * as a whole. If that fails, nothing was written. The stream is not closed.
   *
   * @throws java.io.IOException if {@code value} throws it
   * @throws org.lightningdb.storage.error.StorageException also {@code LIMIT} for a value above
   *     {@link #STREAM_BYTES_MAX}, {@code INVALID_REQUEST} for a store with a shape
   */
  void putStream(ReadView view, long storeId, Slice key, InputStream value) throws IOException;

  /**
   * Begins to load rows in key order into a range of a store that is empty. The range is locked as
   * a whole until the transaction ends: this waits for those who hold row locks there, and refuses
   * with {@code CONFLICT} if somebody committed to it after {@code view}. A store created by this
   * transaction needs no locks.
   *
   * <p>Until the loader is finished or closed, the transaction can be read from and rolled back as
   * a whole, and refuses everything else with {@code INVALID_REQUEST}.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code INVALID_REQUEST} if the range is
   *     not empty
   */
  BulkLoader bulkLoad(ReadView view, long storeId, ByteRange range);

  /** Buffers a deletion, with the conflict check of {@link #put}. */
  void delete(ReadView view, long storeId, Slice key);

  /**
   * Takes the row lock of {@code key} without writing and without a conflict check: what a
   * uniqueness or foreign key check does before it looks. Locks are kept to the end.
   */
  default void lock(long storeId, Slice key) {
    boolean unused = lock(storeId, key, LockMode.EXCLUSIVE, LockWait.WAIT);
  }

  /** Keeps others from writing {@code key}; they may lock it shared, too. */
  default void lockShared(long storeId, Slice key) {
    boolean unused = lock(storeId, key, LockMode.SHARED, LockWait.WAIT);
  }

  /**
   * As {@link #lock(long, Slice)}, in any mode. A shared lock becomes exclusive by the first write
   * or wish for it; two who both want that are a deadlock.
   *
   * @return whether the transaction has the lock; false for {@link LockWait#SKIP} only
   * @throws org.lightningdb.storage.error.StorageException {@code LOCK_TIMEOUT}, at once for {@link
   *     LockWait#FAIL}; {@code DEADLOCK}, {@code INTERRUPTED}
   */
  boolean lock(long storeId, Slice key, LockMode mode, LockWait wait);

  /**
   * From now on each wait for a lock lasts at most as long as {@code nanosMax} says when it begins,
   * in place of the engine's lock timeout.
   */
  void limitWaits(LongSupplier nanosMax);

  /**
   * The conflict check of {@link #put} without a write. The caller holds the row lock, so that what
   * was unchanged stays so.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CONFLICT}
   */
  void requireUnchanged(ReadView view, long storeId, Slice key);

  /**
   * The newest state of {@code key}: the own latest write, else the newest commit, whatever the
   * snapshot. Borrowed until the next call. Only steady if the caller holds the row lock.
   */
  @Nullable Slice getLatest(long storeId, Slice key);

  /**
   * A view of the newest commits and the own writes up to now, whatever the snapshot. What others
   * have locked may change meanwhile. Writes take a view of {@link #view} still. The caller closes
   * it.
   */
  ReadView latestView();

  /** Creates a store as part of this transaction; ids are never used twice. */
  long createStore(StoreSpec spec);

  /** Drops a store as part of this transaction. */
  void dropStore(long storeId);

  /** A position to which {@link #rollbackTo} can undo later writes; row locks are kept. */
  int savepoint();

  /**
   * Undoes every write since {@code savepoint}, which can be rolled back to again; savepoints given
   * out after it are released.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code INVALID_REQUEST} if it was never
   *     given out or is released; nothing is undone then
   */
  void rollbackTo(int savepoint);

  /** Makes the writes durable as asked, then visible, and returns the commit timestamp. */
  long commit(Durability durability);

  /**
   * As {@link #commit}, without waiting for the device. What depends on the future may run on the
   * thread of the log: it must not block, nor use this engine.
   */
  CompletableFuture<Long> commitAsync(Durability durability);

  void rollback();

  /** Rolls back unless already ended. */
  @Override
  void close();
}
