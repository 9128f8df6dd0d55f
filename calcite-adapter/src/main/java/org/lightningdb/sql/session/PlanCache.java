package org.lightningdb.sql.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Statements compiled before, by text, default schema and catalog version: plans of exact texts,
 * and plans shared by all texts that differ in literals only. What is used least goes first. One
 * for each database. Thread-safe.
 */
public final class PlanCache {
  /**
   * About what an average plan takes; a small one counts as that much, so the number is bounded.
   */
  private static final long BYTES_PER_PLAN = 16 << 10;

  private static final int BYTES_PER_CHARACTER = 8;

  /**
   * What a plan depends on, but for the statistics.
   *
   * @param text of the statement, or the normal form of several
   */
  record Key(String text, String schema, long catalogVersion) {}

  private final boolean keepsNothing;
  private final Cache<Key, Compiled> plans;
  private final Cache<Key, SharedPlan> sharedPlans;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder sharedHits = new LongAdder();
  private final LongAdder sharedMisses = new LongAdder();

  /**
   * An empty cache.
   *
   * @param entriesMax most plans of each sort, which take at most 16 KiB each on average; 0 = never
   *     keeps anything
   */
  public PlanCache(int entriesMax) {
    this.keepsNothing = entriesMax == 0;
    this.plans = newCache(entriesMax);
    this.sharedPlans = newCache(entriesMax);
  }

  private static <V> Cache<Key, V> newCache(int entriesMax) {
    return Caffeine.newBuilder()
        .maximumWeight(entriesMax * BYTES_PER_PLAN)
        .weigher(PlanCache::bytes)
        .executor(Runnable::run)
        .build();
  }

  /** About what an entry takes: syntax and plan grow with the text. */
  private static int bytes(Key key, Object value) {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            Math.max(BYTES_PER_PLAN, (long) BYTES_PER_CHARACTER * key.text().length()));
  }

  @Nullable Compiled plan(Key key) {
    Compiled found = plans.getIfPresent(key);
    (found == null ? misses : hits).increment();
    return found;
  }

  void put(Key key, Compiled compiled) {
    if (!keepsNothing) {
      plans.put(key, compiled);
    }
  }

  /** What is known of the texts of a normal form. */
  @Nullable SharedPlan sharedPlan(Key key) {
    SharedPlan found = sharedPlans.getIfPresent(key);
    (found == null ? sharedMisses : sharedHits).increment();
    return found;
  }

  void put(Key key, SharedPlan plan) {
    if (!keepsNothing) {
      sharedPlans.put(key, plan);
    }
  }

  /** Forgets everything, for statistics that changed. */
  void clear() {
    plans.invalidateAll();
    sharedPlans.invalidateAll();
  }

  /** Counters by name. */
  Map<String, String> counters() {
    Map<String, String> counters = new TreeMap<>();
    counters.put("plan_cache_entries", Long.toString(plans.estimatedSize()));
    counters.put("plan_cache_hits", hits.toString());
    counters.put("plan_cache_misses", misses.toString());
    counters.put("plan_cache_shared_entries", Long.toString(sharedPlans.estimatedSize()));
    counters.put("plan_cache_shared_hits", sharedHits.toString());
    counters.put("plan_cache_shared_misses", sharedMisses.toString());
    return counters;
  }
}
