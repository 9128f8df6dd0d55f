package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.vfs.SimVfs;

class RelationalDatabaseTest {
  private static final SqlType BIGINT = SqlType.of(TypeKind.BIGINT);

  private static TableDescriptor create(Database database) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      TableDescriptor table =
          txn.catalogWriter()
              .createTable(
                  "PUBLIC",
                  "T",
                  List.of(
                      new ColumnDescriptor("ID", BIGINT, false, null, Identity.BY_DEFAULT),
                      TestTables.column("N", SqlType.varchar(20), true)),
                  List.of(TestTables.unique("U", 1)),
                  1);
      txn.commit(Durability.GROUP);
      return table;
    }
  }

  private static TableDescriptor table(Database database) {
    TableDescriptor table = database.catalog().table("PUBLIC", "T");
    if (table == null) {
      throw new AssertionError("the table is gone");
    }
    return table;
  }

  /** Inserts one row with the next identity, committed, and returns the identity. */
  private static long insertOne(Database database) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      TableDescriptor table = table(database);
      long id;
      try (Snapshot snapshot = txn.snapshot()) {
        id = txn.writer(snapshot, table).nextIdentity();
      }
      TestTables.insert(txn, table, List.of(List.of(id, "n" + id)));
      txn.commit(Durability.GROUP);
      return id;
    }
  }

  private static List<Long> ids(Database database) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, true)) {
      TableDescriptor table = table(database);
      List<Long> ids = new ArrayList<>();
      for (TestTables.KeyedRow row : TestTables.rows(txn, table, table.primary())) {
        @Nullable Object id = row.values().get(0);
        ids.add(id instanceof Long number ? number : -1L);
      }
      return ids;
    }
  }

  @Test
  void reopensWithItsTablesRowsAndCounters() {
    SimVfs vfs = SimVfs.memory("test");
    List<Long> expected = new ArrayList<>();
    try (Database database = TestDatabases.open(vfs, 1000)) {
      create(database);
      for (int i = 0; i < 5; i++) {
        expected.add(insertOne(database));
      }
    }
    try (Database database = TestDatabases.open(vfs, 1000)) {
      assertEquals(expected, ids(database));
      assertEquals(6, insertOne(database), "a clean close gives unused numbers back");
      assertEquals(List.of(), database.check());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void survivesACrashAndNeverRepeatsAnIdentity(long seed) {
    SimVfs vfs = SimVfs.tracked(seed);
    List<Long> expected = new ArrayList<>();
    Database database = TestDatabases.open(vfs, 1000);
    create(database);
    for (int crash = 0; crash < 4; crash++) {
      for (int i = 0; i < 10 * crash + 3; i++) {
        long id = insertOne(database);
        assertTrue(expected.isEmpty() || id > expected.get(expected.size() - 1));
        expected.add(id);
      }
      // What the crashed process still does, it does to its own disk.
      vfs = crash % 2 == 0 ? vfs.crash(seed * 10 + crash) : vfs.killProcess();
      database = TestDatabases.open(vfs, 1000);
      assertEquals(expected, ids(database), "seed " + seed);
      assertEquals(List.of(), database.check(), "seed " + seed);
    }
    database.close();
  }

  @Test
  void openErrorsSayWhatIsWrong() {
    SimVfs vfs = SimVfs.memory("empty");
    EngineOptions options = EngineOptions.defaults().withCreateIfMissing(false);
    DbException missing =
        assertThrows(
            DbException.class,
            () -> RelationalDatabase.open(vfs, options, EngineServices.system()));
    assertEquals(SqlState.UNABLE_TO_CONNECT, missing.state());
    try (Database database = TestDatabases.open(vfs, 1000)) {
      assertTrue(database.catalog().schemas().contains("PUBLIC"));
      DbException busy = assertThrows(DbException.class, () -> TestDatabases.open(vfs, 1000));
      assertEquals(SqlState.OBJECT_IN_USE, busy.state());
    }
  }

  @Test
  void settingsTellOptionsAndCounters() {
    try (Database database = TestDatabases.open(1234)) {
      assertEquals("GROUP", database.settings().get("durability"));
      assertEquals("1234", database.settings().get("lock_timeout_millis"));
      assertTrue(database.settings().containsKey("wal_records"));
      assertTrue(database.describe().contains("test"));
    }
  }

  @Test
  void anEndedTransactionRefusesEverything() {
    try (Database database = TestDatabases.open(1000)) {
      create(database);
      Transaction txn = database.begin(Isolation.READ_COMMITTED, false);
      txn.commit(Durability.GROUP);
      txn.close();
      DbException error = assertThrows(DbException.class, txn::snapshot);
      assertEquals(SqlState.INVALID_TRANSACTION_STATE, error.state());
      assertThrows(DbException.class, () -> txn.commit(Durability.GROUP));
    }
  }
}
