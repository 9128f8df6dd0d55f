package org.lightningdb.sql.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements compiled before, by text, default schema and catalog version; the least recently used
 * goes first. One for each database. Thread-safe.
 */
public final class PlanCache {
  /** What a plan depends on, but for the statistics. */
  record Key(String sql, String schema, long catalogVersion) {}

  private final int entriesMax;
  private final Map<Key, Compiled> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long hits;
  private long misses;

  /**
   * An empty cache.
   *
   * @param entriesMax 0 = never keeps anything
   */
  public PlanCache(int entriesMax) {
    this.entriesMax = entriesMax;
  }

  synchronized @Nullable Compiled get(Key key) {
    Compiled found = entries.get(key);
    if (found == null) {
      misses++;
    } else {
      hits++;
    }
    return found;
  }

  synchronized void put(Key key, Compiled compiled) {
    if (entriesMax == 0) {
      return;
    }
    entries.put(key, compiled);
    if (entries.size() > entriesMax) {
      var eldest = entries.entrySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Forgets everything, for statistics that changed. */
  synchronized void clear() {
    entries.clear();
  }

  synchronized long hits() {
    return hits;
  }

  synchronized long misses() {
    return misses;
  }

  synchronized int size() {
    return entries.size();
  }
}
