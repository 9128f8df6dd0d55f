package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.QueryScratch;

/**
 * What a query may use to keep rows.
 *
 * @param bytesMax the query's own budget of memory: beyond it, rows go to temporary files
 * @param pool the database's memory, of which it is a part; null = not counted there
 * @param scratch temporary files; null = there are none, and what does not fit is an error
 * @param threads that may help the one that runs the query
 * @param workersMax how many threads may work for the query at once, that one among them
 */
public record QueryResources(
    long bytesMax,
    org.lightningdb.index.access.@Nullable QueryMemory pool,
    @Nullable QueryScratch scratch,
    QueryThreads threads,
    int workersMax) {
  /** One thread. */
  public QueryResources(
      long bytesMax,
      org.lightningdb.index.access.@Nullable QueryMemory pool,
      @Nullable QueryScratch scratch) {
    this(bytesMax, pool, scratch, QueryThreads.NONE, 1);
  }

  /** Half the heap and no files. */
  public static QueryResources heapOnly() {
    return new QueryResources(Runtime.getRuntime().maxMemory() / 2, null, null);
  }
}
