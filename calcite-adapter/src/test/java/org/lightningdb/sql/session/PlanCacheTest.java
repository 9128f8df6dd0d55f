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
  void dropsTheLeastRecentlyUsed() {
    PlanCache cache = new PlanCache(2);
    cache.put(key("a", 1), COMPILED);
    cache.put(key("b", 1), COMPILED);
    assertSame(COMPILED, cache.get(key("a", 1)));
    cache.put(key("c", 1), COMPILED);
    assertNull(cache.get(key("b", 1)));
    assertSame(COMPILED, cache.get(key("a", 1)));
    assertNull(cache.get(key("a", 2)), "another catalog, another plan");
    assertEquals(2, cache.size());
    assertEquals(2, cache.hits());
    assertEquals(2, cache.misses());
  }

  @Test
  void keepsNothingIfItMayNot() {
    PlanCache cache = new PlanCache(0);
    cache.put(key("a", 1), COMPILED);
    assertNull(cache.get(key("a", 1)));
  }
}
