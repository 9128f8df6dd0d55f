package org.lightningdb.sql.exec;

import java.util.HashSet;
import java.util.Set;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/** The rows that a MERGE has changed, so that it changes none twice. */
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
   * @throws DbException CARDINALITY_VIOLATION if it was noted before
   */
  void add(ColumnVector rowKeys, int row) {
    ((BytesVector) rowKeys).get(row, key);
    memory.reserve(ENTRY_BYTES + key.length());
    if (!keys.add(key.copy())) {
      throw DbException.of(
          SqlState.CARDINALITY_VIOLATION,
          "MERGE cannot change a row of the target twice: more than one row of the source matches"
              + " it");
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
