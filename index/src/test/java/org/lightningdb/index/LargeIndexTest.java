package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.vfs.SimVfs;

/** Indexes over more than is sorted in memory. */
class LargeIndexTest {
  private static final int ROWS = 6_000;

  /** With texts of 2 KiB in random order; the last one is twice there if that is wanted. */
  private static TableDescriptor table(Database database, boolean twice) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      numbers.add(twice && i == ROWS - 1 ? i - 1 : i);
    }
    Collections.shuffle(numbers, new Random(3));
    TableDescriptor table;
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      table =
          txn.catalogWriter()
              .createTable(
                  "PUBLIC",
                  "T",
                  List.of(
                      TestTables.column("ID", SqlType.of(TypeKind.INTEGER), false),
                      TestTables.column("TEXT", SqlType.varchar(4000), true)),
                  List.of(TestTables.primaryKey(0)),
                  1);
      txn.commit(Durability.GROUP);
    }
    for (int from = 0; from < ROWS; from += 500) {
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = from; i < from + 500; i++) {
          rows.add(List.of(i, "text ".repeat(400) + (100_000 + numbers.get(i))));
        }
        TestTables.insert(txn, table, rows);
        txn.commit(Durability.GROUP);
      }
    }
    return table;
  }

  private static TableDescriptor createIndex(Database database, boolean unique) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      TableDescriptor changed =
          txn.catalogWriter()
              .createIndex(
                  "PUBLIC", "T", new IndexDefinition("I", unique, TestTables.ascending(1)));
      txn.commit(Durability.GROUP);
      return changed;
    }
  }

  private static void assertInOrder(Database database, TableDescriptor table) {
    IndexDescriptor index = table.indexes().get(0);
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, true)) {
      List<TestTables.KeyedRow> rows = TestTables.rows(txn, table, index);
      assertEquals(ROWS, rows.size());
      for (int i = 0; i < ROWS; i++) {
        String text = String.valueOf(rows.get(i).values().get(1));
        assertTrue(text.endsWith(Integer.toString(100_000 + i)), () -> "row " + text);
      }
    }
    assertEquals(List.of(), database.check());
  }

  @Test
  void allEntriesAreThereInOrderAndStayAfterReopening() {
    SimVfs disk = SimVfs.memory("index");
    for (boolean unique : List.of(true, false)) {
      TableDescriptor table;
      try (Database database = TestDatabases.open(disk, 1000)) {
        if (unique) {
          TableDescriptor unused = table(database, false);
        }
        table = createIndex(database, unique);
        assertTrue(
            Long.parseLong(database.settings().getOrDefault("scratch_bytes_written", "0")) > 0,
            "sorted in a file");
        assertInOrder(database, table);
        database.checkpoint();
        assertInOrder(database, table);
      }
      try (Database database = TestDatabases.open(disk, 1000)) {
        assertInOrder(database, table);
        try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
          TestTables.insert(txn, table, List.of(List.of(ROWS, "more")));
          txn.rollback();
        }
        try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
          txn.catalogWriter().dropIndex("PUBLIC", "I");
          txn.commit(Durability.GROUP);
        }
      }
    }
  }

  @Test
  void aKeyThatIsTwiceThereLeavesNoIndex() {
    try (Database database = TestDatabases.open(SimVfs.memory("index"), 1000)) {
      TableDescriptor table = table(database, true);
      DbException refusal = assertThrows(DbException.class, () -> createIndex(database, true));
      assertSame(SqlState.UNIQUE_VIOLATION, refusal.state(), refusal::getMessage);
      assertEquals("0", database.settings().get("scratch_files_open"));
      assertEquals(List.of(), database.check());
      assertEquals(table, database.catalog().table("PUBLIC", "T"));
    }
  }
}
