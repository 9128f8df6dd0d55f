package org.lightningdb.index.access;

import org.lightningdb.storage.vector.VectorBatch;

/** A stream of row batches. One thread at a time; the opener closes it. */
public interface BatchCursor extends AutoCloseable {
  /**
   * The next batch with at least one row, borrowed until the next call or close; null at the end,
   * for ever.
   */
  @org.jspecify.annotations.Nullable
  VectorBatch next();

  @Override
  void close();
}
