package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.QueryMemory.Grant;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * The memory that one execution holds for rows it has to keep, out of the database's. Operators
 * that collect rows ask before each batch whether {@link #isScarce memory is scarce}, and if so
 * spill what they have; what they keep they reserve, and release when they close. The budget may be
 * exceeded by what an operator needs at least; sizes are estimates from above. Thread-safe.
 */
public final class QueryMemory {
  private static final long GRANT_BYTES = 4 << 20;
  private static final long SLACK_BYTES = 32 << 20;

  /** An operator may always have this part of the budget. */
  private static final int LEAST_SHARE = 16;

  private final long bytesMax;
  private final boolean spilling;
  private final org.lightningdb.index.access.@Nullable QueryMemory pool;
  private @Nullable Grant grant;
  private long bytesUsed;

  public QueryMemory(QueryResources resources) {
    this.bytesMax = resources.bytesMax();
    this.pool = resources.pool();
    this.spilling = resources.scratch() != null;
  }

  /**
   * Whether an operator had better spill than take {@code next} more bytes.
   *
   * @param own what it has already
   */
  public synchronized boolean isScarce(long own, long next) {
    if (!spilling || own + next <= bytesMax / LEAST_SHARE) {
      return false;
    }
    return bytesUsed + next > bytesMax || !isGranted(bytesUsed + next);
  }

  private boolean isGranted(long bytes) {
    if (pool == null) {
      return true;
    }
    Grant held = grant();
    long more = bytes - held.bytes();
    return more <= 0 || held.tryGrow(Math.max(more, GRANT_BYTES));
  }

  private Grant grant() {
    Grant held = grant;
    if (held == null) {
      if (pool == null) {
        throw new IllegalStateException("no pool");
      }
      held = pool.reserve("a query", 0);
      grant = held;
    }
    return held;
  }

  /**
   * Counts {@code bytes} more.
   *
   * @throws DbException OUT_OF_MEMORY if the execution or the database would hold more than it may
   */
  public synchronized void reserve(long bytes) {
    long most = spilling ? bytesMax + bytesMax / 4 + SLACK_BYTES : bytesMax;
    if (bytesUsed + bytes > most) {
      throw DbException.of(
          SqlState.OUT_OF_MEMORY,
          "the query needs more than the "
              + (bytesMax >> 20)
              + " MiB that one query may hold in memory");
    }
    if (pool != null && !isGranted(bytesUsed + bytes)) {
      grant().grow(bytesUsed + bytes - grant().bytes());
    }
    bytesUsed += bytes;
  }

  public synchronized void release(long bytes) {
    bytesUsed -= bytes;
    Grant held = grant;
    if (held != null && held.bytes() - bytesUsed > 2 * GRANT_BYTES) {
      held.shrink(held.bytes() - bytesUsed - GRANT_BYTES);
    }
  }

  public synchronized long bytesUsed() {
    return bytesUsed;
  }

  /** The query's budget. */
  public long bytesMax() {
    return bytesMax;
  }

  /** Gives back everything; called when the execution is over. */
  synchronized void close() {
    Grant held = grant;
    if (held != null) {
      grant = null;
      held.close();
    }
  }
}
