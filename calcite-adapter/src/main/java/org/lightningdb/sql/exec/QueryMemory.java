package org.lightningdb.sql.exec;

import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * The memory that one execution holds for rows it has to keep. Operators that collect rows reserve
 * before they allocate and release when they close; sizes are estimates from above.
 */
public final class QueryMemory {
  private final long bytesMax;
  private long bytesUsed;

  public QueryMemory(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /**
   * Counts {@code bytes} more.
   *
   * @throws DbException OUT_OF_MEMORY if the execution would hold more than it may
   */
  public void reserve(long bytes) {
    if (bytesUsed + bytes > bytesMax) {
      throw DbException.of(
          SqlState.OUT_OF_MEMORY,
          "the query needs more than the "
              + (bytesMax >> 20)
              + " MiB that one query may hold in memory");
    }
    bytesUsed += bytes;
  }

  public void release(long bytes) {
    bytesUsed -= bytes;
  }

  public long bytesUsed() {
    return bytesUsed;
  }
}
