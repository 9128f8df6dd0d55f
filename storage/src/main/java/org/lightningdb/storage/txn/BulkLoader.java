package org.lightningdb.storage.txn;

import org.lightningdb.storage.bytes.Slice;

/**
 * Takes rows in the order of their keys, straight into blocks of the data file: the cheapest way to
 * fill a store. See {@link Txn#bulkLoad}.
 *
 * <p>Used by the thread of the transaction. The rows belong to the transaction once {@link #finish}
 * has returned; before, nobody sees any of them, and {@link #close} forgets them.
 */
public interface BulkLoader extends AutoCloseable {
  /**
   * Adds a row. The bytes are copied.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code INVALID_REQUEST} if the key is
   *     not above the one before or outside the range of the load, and for a value that only {@link
   *     Txn#putStream} can tell from a streamed one; {@code LIMIT}; {@code DISK_FULL}. The loader
   *     goes on after the first two; after any other failure it must be closed.
   */
  void append(Slice key, Slice value);

  /** Hands the rows over to the transaction and returns how many there are. */
  long finish();

  /** Forgets the rows unless {@link #finish} has returned. */
  @Override
  void close();
}
