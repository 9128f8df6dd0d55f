package org.lightningdb.sql.session;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.storage.vector.VectorBatch;

/** Rows that are all here and hold nothing open. */
final class SingleBatch implements BatchCursor {
  private @Nullable VectorBatch batch;

  SingleBatch(@Nullable VectorBatch batch) {
    this.batch = batch;
  }

  @Override
  public @Nullable VectorBatch next() {
    VectorBatch last = batch;
    batch = null;
    return last;
  }

  @Override
  public void close() {
    batch = null;
  }
}
