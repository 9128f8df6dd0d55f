package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.QueryScratch;

/**
 * What a query may use to keep rows.
 *
 * @param bytesMax the query's own budget of memory: beyond it, rows go to temporary files
 * @param pool the database's memory, of which it is a part; null = not counted there
 * @param scratch temporary files; null = there are none, and what does not fit is an error
 */
public record QueryResources(
    long bytesMax,
    org.lightningdb.index.access.@Nullable QueryMemory pool,
    @Nullable QueryScratch scratch) {
  /** Half the heap and no files. */
  public static QueryResources heapOnly() {
    return new QueryResources(Runtime.getRuntime().maxMemory() / 2, null, null);
  }
}
