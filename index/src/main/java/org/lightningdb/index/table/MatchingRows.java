package org.lightningdb.index.table;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.VectorBatch;

/** The rows of a cursor over a child's table that refer to one key of the parent. */
final class MatchingRows implements BatchCursor {
  private final @Nullable BatchCursor rows;
  private final KeyReference reference;
  private final Slice key;
  private final BytesBuilder found = new BytesBuilder(32);
  private @Nullable VectorBatch matching;

  /**
   * @param rows all columns of the child and the row key; null = there is no row
   */
  MatchingRows(@Nullable BatchCursor rows, KeyReference reference, Slice key) {
    this.rows = rows;
    this.reference = reference;
    this.key = key;
  }

  @Override
  public @Nullable VectorBatch next() {
    if (rows == null) {
      return null;
    }
    for (VectorBatch batch = rows.next(); batch != null; batch = rows.next()) {
      VectorBatch chosen = chosen(batch);
      if (chosen.rowCount() > 0) {
        return chosen;
      }
    }
    return null;
  }

  private VectorBatch chosen(VectorBatch batch) {
    VectorBatch target = matching;
    if (target == null || target.capacity() < batch.rowCount()) {
      target = ReferenceRows.like(reference.child(), Math.max(batch.rowCount(), 1));
      matching = target;
    }
    target.clear();
    int count = 0;
    for (int row = 0; row < batch.rowCount(); row++) {
      Slice referenced = reference.referenced(batch, row, found);
      if (referenced != null && referenced.equals(key)) {
        ReferenceRows.copy(batch, row, target, count++);
      }
    }
    target.setRowCount(count);
    return target;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
