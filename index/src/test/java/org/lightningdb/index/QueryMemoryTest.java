package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.QueryMemory;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.vfs.SimVfs;

/** Queries reserve what they keep in memory from the one budget, and are refused by name. */
class QueryMemoryTest {
  private static RelationalDatabase database() {
    return RelationalDatabase.open(
        SimVfs.memory("query-memory"),
        EngineOptions.defaults().withMemoryBudget(16 << 20),
        EngineServices.system());
  }

  @Test
  void grantsGrowShrinkAndGoBack() {
    try (RelationalDatabase database = database()) {
      QueryMemory memory = database.memory();
      long room = memory.availableBytes();
      assertTrue(room > 4 << 20, "room " + room);
      QueryMemory.Grant grant = memory.reserve("hash join", 1 << 20);
      grant.grow(1 << 20);
      assertTrue(grant.tryGrow(1 << 20));
      grant.shrink(1 << 19);
      assertEquals(5 << 19, grant.bytes());
      assertEquals(room - (5 << 19), memory.availableBytes());
      assertEquals(
          Long.toString(5 << 19), database.settings().get("memory_reserved_bytes"), "in settings");
      grant.close();
      grant.close();
      assertEquals(room, memory.availableBytes());
    }
  }

  @Test
  void aRefusalSaysWhoHoldsWhatAndLeavesTheGrant() {
    try (RelationalDatabase database = database()) {
      QueryMemory memory = database.memory();
      try (QueryMemory.Grant grant = memory.reserve("sort", 1 << 20)) {
        long tooMuch = 16 << 20;
        assertFalse(grant.tryGrow(tooMuch));
        DbException refusal = assertThrows(DbException.class, () -> grant.grow(tooMuch));
        assertSame(SqlState.OUT_OF_MEMORY, refusal.state());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("sort") && message.contains("reserved"), message);
        assertEquals(1 << 20, grant.bytes());
        assertThrows(DbException.class, () -> memory.reserve("hash join", tooMuch));
      }
      assertEquals("2", database.settings().get("memory_refusals"));
    }
  }
}
