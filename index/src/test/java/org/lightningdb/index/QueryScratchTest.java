package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.QueryScratch.SpillFile;
import org.lightningdb.index.access.QueryScratch.SpillReader;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.vfs.SimVfs;

/** Queries put aside what they cannot keep in memory, and fail with the states of the database. */
class QueryScratchTest {
  private static RelationalDatabase database(ScratchOptions options) {
    return RelationalDatabase.open(
        SimVfs.memory("query-scratch"),
        EngineOptions.defaults().with(options),
        EngineServices.system());
  }

  @Test
  void framesAreReadBackAndCounted() {
    try (RelationalDatabase database = database(ScratchOptions.defaults())) {
      SpillFile file = database.scratch().create();
      assertEquals(0, file.write(new byte[] {1, 2, 3}, 1, 2));
      long second = file.write(new byte[] {4}, 0, 1);
      SpillReader reader = file.reader(0);
      assertTrue(reader.next());
      assertEquals(2, reader.length());
      assertEquals(2, reader.bytes()[0]);
      assertEquals(second, reader.position());
      assertTrue(reader.next());
      assertEquals(4, reader.bytes()[0]);
      assertFalse(reader.next());
      assertEquals(3, file.contentBytes());
      assertEquals(file.end(), database.scratch().bytesWritten());
      assertEquals("1", database.settings().get("scratch_files_open"));
      file.close();
      assertEquals("0", database.settings().get("scratch_files_open"));
      assertState(SqlState.DATABASE_SHUT_DOWN, () -> file.write(new byte[1], 0, 1));
      assertState(SqlState.DATABASE_SHUT_DOWN, reader::next);
      assertState(SqlState.DATABASE_SHUT_DOWN, () -> file.reader(0));
    }
  }

  @Test
  void whatExceedsTheBoundIsADiskFull() {
    try (RelationalDatabase database = database(ScratchOptions.defaults().withBytesMax(100));
        SpillFile file = database.scratch().create()) {
      byte[] frame = new byte[90];
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (byte) (i * i);
      }
      file.write(frame, 0, 40);
      assertState(SqlState.DISK_FULL, () -> file.write(frame, 0, 90));
      assertTrue(file.reader(0).next());
    }
  }

  private static void assertState(SqlState state, Runnable action) {
    assertSame(state, assertThrows(DbException.class, action::run).state());
  }
}
