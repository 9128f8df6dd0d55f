package org.lightningdb.index.catalog;

import java.util.concurrent.ConcurrentHashMap;

/**
 * When rows of each table were last committed, since the database was opened. An index build whose
 * transaction works on an older snapshot would miss those rows and must not run. Thread-safe.
 */
public final class WriteTimes {
  private final ConcurrentHashMap<Integer, Long> times = new ConcurrentHashMap<>();

  public void record(int tableId, long commitTimestamp) {
    times.merge(tableId, commitTimestamp, Math::max);
  }

  /** 0 if not since the database was opened. */
  long lastCommit(int tableId) {
    return times.getOrDefault(tableId, 0L);
  }

  void forget(int tableId) {
    times.remove(tableId);
  }
}
