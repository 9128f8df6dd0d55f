package org.lightningdb.sql.exec;

import java.util.HashSet;
import java.util.Set;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/** The rows that a statement has changed, so that it changes none twice. */
final class TouchedRows implements AutoCloseable {
  /** About what the set and the objects in it take for a key beside its bytes. */
  private static final int ENTRY_BYTES = 104;

  private final Set<Slice> keys = new HashSet<>();
  private final Slice key = new Slice();
  private final QueryMemory memory;

  TouchedRows(QueryResources resources) {
    this.memory = new QueryMemory(resources);
  }

  /**
   * Notes a row by its key.
   *
   * @return false if it was noted before
   */
  boolean add(ColumnVector rowKeys, int row) {
    ((BytesVector) rowKeys).get(row, key);
    return add(key);
  }

  /** The same by a key that is copied. */
  boolean add(Slice rowKey) {
    if (keys.contains(rowKey)) {
      return false;
    }
    memory.reserve(ENTRY_BYTES + rowKey.length());
    return keys.add(rowKey.copy());
  }

  boolean contains(Slice rowKey) {
    return keys.contains(rowKey);
  }

  @Override
  public void close() {
    memory.close();
  }
}
