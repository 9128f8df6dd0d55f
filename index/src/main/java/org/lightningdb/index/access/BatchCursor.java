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

  /** Blocks of a table of which rows were looked at so far, also after close; 0 if unknown. */
  default long blocksRead() {
    return 0;
  }

  /** Blocks of a table that were left out because none of their rows could be wanted. */
  default long blocksSkipped() {
    return 0;
  }

  @Override
  void close();
}
