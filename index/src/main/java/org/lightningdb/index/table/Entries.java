package org.lightningdb.index.table;

import org.lightningdb.storage.bytes.Slice;

/**
 * A walk over entries of one index. Key and value are valid until the next move, reads of the same
 * view in between included.
 */
interface Entries extends AutoCloseable {
  /** Goes to the next entry; returns false if there is none. */
  boolean next();

  Slice key();

  Slice value();

  @Override
  void close();
}
