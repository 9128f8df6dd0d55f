package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.lightningdb.sql.parser.LightningParser;

class PlanCacheTest {
  private static final Compiled COMPILED =
      Compiled.unplanned(StatementKind.TRANSACTION, LightningParser.parse("COMMIT"));

  private static PlanCache.Key key(String sql, long version) {
    return new PlanCache.Key(sql, "PUBLIC", version);
  }

  @Test
  void holdsAFewPlans() {
    PlanCache cache = new PlanCache(2);
    cache.put(key("a", 1), COMPILED);
    assertSame(COMPILED, cache.plan(key("a", 1)));
    assertNull(cache.plan(key("a", 2)), "another catalog, another plan");
    for (int i = 0; i < 100; i++) {
      cache.put(key("b" + i, 1), COMPILED);
    }
    assertEquals("2", cache.counters().get("plan_cache_entries"));
    assertEquals("1", cache.counters().get("plan_cache_hits"));
    assertEquals("1", cache.counters().get("plan_cache_misses"));
  }

  @Test
  void longTextsCountForMore() {
    PlanCache cache = new PlanCache(2);
    cache.put(key("x".repeat(5000), 1), COMPILED);
    assertEquals("0", cache.counters().get("plan_cache_entries"));
  }

  @Test
  void keepsNothingIfItMayNot() {
    PlanCache cache = new PlanCache(0);
    cache.put(key("a", 1), COMPILED);
    assertNull(cache.plan(key("a", 1)));
  }
}
