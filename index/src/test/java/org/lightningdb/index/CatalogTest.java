package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

class CatalogTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private final Database database = TestDatabases.open(100);

  @AfterEach
  void isSound() {
    assertEquals(List.of(), database.check());
    database.close();
  }

  private Transaction begin() {
    return database.begin(Isolation.READ_COMMITTED, false);
  }

  private static TableDescriptor create(Transaction txn, String name) {
    return txn.catalogWriter()
        .createTable(
            "PUBLIC",
            name,
            List.of(
                TestTables.column("ID", INTEGER, true),
                new ColumnDescriptor("N", SqlType.varchar(20), true, "'x'", Identity.NONE)),
            List.of(TestTables.primaryKey(0), TestTables.unique("U_" + name, 1)),
            1);
  }

  private TableDescriptor createCommitted(String name) {
    try (Transaction txn = begin()) {
      TableDescriptor table = create(txn, name);
      txn.commit(Durability.GROUP);
      return table;
    }
  }

  private static void fails(SqlState state, Runnable action) {
    DbException error = assertThrows(DbException.class, action::run);
    assertEquals(state, error.state(), error.getMessage());
  }

  @Test
  void tablesAreSeenByTheirTransactionAtOnceAndByOthersAfterCommit() {
    long versionBefore = database.catalog().version();
    try (Transaction txn = begin();
        Transaction other = begin()) {
      TableDescriptor table = create(txn, "T");
      assertEquals(table, txn.catalog().table("PUBLIC", "T"));
      assertNull(other.catalog().table("PUBLIC", "T"));
      assertEquals(versionBefore, database.catalog().version());
      txn.commit(Durability.GROUP);
      assertEquals(table, other.catalog().table("PUBLIC", "T"));
      assertEquals(table, database.catalog().table("PUBLIC", "T"));
      assertNotEquals(versionBefore, database.catalog().version());
      assertFalse(table.columns().get(0).nullable(), "primary key columns are NOT NULL");
      assertEquals("T_PKEY", table.primary().name());
    }
  }

  @Test
  void aSnapshotKeepsItsCatalog() {
    try (Transaction snapshot = database.begin(Isolation.SNAPSHOT, false)) {
      createCommitted("T");
      assertNull(snapshot.catalog().table("PUBLIC", "T"));
      try (Snapshot statement = snapshot.snapshot()) {
        TableDescriptor table = database.catalog().table("PUBLIC", "T");
        assertNotNull(table);
        fails(SqlState.SERIALIZATION_FAILURE, () -> snapshot.reader(statement, table));
      }
    }
  }

  @Test
  void ddlRollsBackWithItsTransactionAndItsSavepoint() {
    TableDescriptor kept = createCommitted("KEPT");
    try (Transaction txn = begin()) {
      create(txn, "A");
      int savepoint = txn.savepoint();
      create(txn, "B");
      txn.catalogWriter().dropTable("PUBLIC", "KEPT");
      assertNull(txn.catalog().table("PUBLIC", "KEPT"));
      txn.rollbackTo(savepoint);
      assertEquals(kept, txn.catalog().table("PUBLIC", "KEPT"));
      assertNull(txn.catalog().table("PUBLIC", "B"));
      assertNotNull(txn.catalog().table("PUBLIC", "A"));
      TestTables.insert(txn, kept, List.of(List.of(1, "one")));
      txn.commit(Durability.GROUP);
    }
    try (Transaction txn = begin()) {
      txn.catalogWriter().dropTable("PUBLIC", "KEPT");
      txn.rollback();
    }
    assertEquals(2, database.catalog().tables().size());
    try (Transaction txn = begin()) {
      assertEquals(1, TestTables.rows(txn, kept, kept.primary()).size());
    }
  }

  @Test
  void namesAreUnique() {
    createCommitted("T");
    try (Transaction txn = begin()) {
      fails(SqlState.DUPLICATE_TABLE, () -> create(txn, "T"));
      fails(
          SqlState.DUPLICATE_OBJECT,
          () ->
              txn.catalogWriter()
                  .createIndex(
                      "PUBLIC", "T", new IndexDefinition("U_T", false, TestTables.ascending(1))));
      fails(SqlState.DUPLICATE_SCHEMA, () -> txn.catalogWriter().createSchema("PUBLIC"));
      fails(SqlState.UNDEFINED_TABLE, () -> txn.catalogWriter().dropTable("PUBLIC", "X"));
      fails(SqlState.UNDEFINED_OBJECT, () -> txn.catalogWriter().dropIndex("PUBLIC", "X"));
      fails(SqlState.DEPENDENT_OBJECTS_EXIST, () -> txn.catalogWriter().dropIndex("PUBLIC", "U_T"));
      fails(
          SqlState.UNDEFINED_SCHEMA,
          () ->
              txn.catalogWriter()
                  .createTable(
                      "NO", "T", List.of(TestTables.column("A", INTEGER, true)), List.of(), 1));
    }
  }

  @Test
  void schemasHoldTables() {
    try (Transaction txn = begin()) {
      txn.catalogWriter().createSchema("S");
      txn.catalogWriter()
          .createTable("S", "T", List.of(TestTables.column("A", INTEGER, true)), List.of(), 1);
      fails(SqlState.DEPENDENT_OBJECTS_EXIST, () -> txn.catalogWriter().dropSchema("S"));
      txn.commit(Durability.GROUP);
    }
    assertTrue(database.catalog().schemas().contains("S"));
    try (Transaction txn = begin()) {
      fails(SqlState.DEPENDENT_OBJECTS_EXIST, () -> txn.catalogWriter().dropSchema("S"));
      txn.catalogWriter().dropTable("S", "T");
      txn.catalogWriter().dropSchema("S");
      txn.commit(Durability.GROUP);
    }
    assertFalse(database.catalog().schemas().contains("S"));
  }

  @Test
  void aWriterKeepsDefinitionChangesOutUntilItEnds() {
    TableDescriptor table = createCommitted("T");
    try (Transaction writer = begin();
        Transaction ddl = begin()) {
      TestTables.insert(writer, table, List.of(List.of(1, "one")));
      fails(
          SqlState.LOCK_NOT_AVAILABLE,
          () ->
              ddl.catalogWriter()
                  .createIndex(
                      "PUBLIC", "T", new IndexDefinition("I", false, TestTables.ascending(1))));
      fails(SqlState.LOCK_NOT_AVAILABLE, () -> ddl.catalogWriter().dropTable("PUBLIC", "T"));
      writer.commit(Durability.GROUP);
      ddl.catalogWriter()
          .createIndex("PUBLIC", "T", new IndexDefinition("I", false, TestTables.ascending(1)));
      ddl.commit(Durability.GROUP);
    }
  }

  @Test
  void aWriterWithAnOldDescriptorMustPlanAgain() {
    TableDescriptor old = createCommitted("T");
    try (Transaction snapshot = database.begin(Isolation.SNAPSHOT, false);
        Transaction ddl = begin()) {
      assertEquals(old, snapshot.catalog().table("PUBLIC", "T"));
      TableDescriptor changed =
          ddl.catalogWriter()
              .createIndex("PUBLIC", "T", new IndexDefinition("I", false, TestTables.ascending(1)));
      ddl.commit(Durability.GROUP);
      fails(
          SqlState.SERIALIZATION_FAILURE,
          () -> TestTables.insert(snapshot, old, List.of(List.of(1, "one"))));
      try (Transaction txn = begin()) {
        fails(
            SqlState.SERIALIZATION_FAILURE,
            () -> TestTables.insert(txn, old, List.of(List.of(1, "one"))));
        TestTables.insert(txn, changed, List.of(List.of(1, "one")));
        txn.commit(Durability.GROUP);
      }
    }
  }

  @Test
  void anIndexIsNotBuiltFromAnOldSnapshot() {
    TableDescriptor table = createCommitted("T");
    try (Transaction snapshot = database.begin(Isolation.SNAPSHOT, false)) {
      try (Transaction txn = begin()) {
        TestTables.insert(txn, table, List.of(List.of(1, "one")));
        txn.commit(Durability.GROUP);
      }
      fails(
          SqlState.SERIALIZATION_FAILURE,
          () ->
              snapshot
                  .catalogWriter()
                  .createIndex(
                      "PUBLIC", "T", new IndexDefinition("I", false, TestTables.ascending(1))));
    }
  }

  @Test
  void indexesAreBuiltOverOwnUncommittedRows() {
    TableDescriptor table = createCommitted("T");
    try (Transaction txn = begin()) {
      TestTables.insert(txn, table, List.of(List.of(1, "b"), List.of(2, "a")));
      TableDescriptor changed =
          txn.catalogWriter()
              .createIndex("PUBLIC", "T", new IndexDefinition("I", true, TestTables.ascending(1)));
      IndexDescriptor index = changed.indexes().get(1);
      assertEquals(
          List.of(2, 1),
          TestTables.rows(txn, changed, index).stream().map(row -> row.values().get(0)).toList());
      TestTables.insert(txn, changed, List.of(List.of(3, "c")));
      txn.commit(Durability.GROUP);
    }
    try (Transaction txn = begin()) {
      txn.catalogWriter().dropIndex("PUBLIC", "I");
      txn.commit(Durability.GROUP);
    }
    assertEquals(table, database.catalog().table("PUBLIC", "T"));
  }

  @Test
  void aUniqueIndexIsRefusedOverDuplicates() {
    TableDescriptor table;
    try (Transaction txn = begin()) {
      table =
          txn.catalogWriter()
              .createTable(
                  "PUBLIC", "D", List.of(TestTables.column("A", INTEGER, true)), List.of(), 1);
      TestTables.insert(txn, table, List.of(List.of(1), List.of(1)));
      txn.commit(Durability.GROUP);
    }
    try (Transaction txn = begin()) {
      int savepoint = txn.savepoint();
      fails(
          SqlState.UNIQUE_VIOLATION,
          () ->
              txn.catalogWriter()
                  .createIndex(
                      "PUBLIC", "D", new IndexDefinition("I", true, TestTables.ascending(0))));
      txn.rollbackTo(savepoint);
      assertEquals(table, txn.catalog().table("PUBLIC", "D"));
      txn.commit(Durability.GROUP);
    }
  }

  @Test
  void aDropWaitsForOtherWritersButNotForItsOwnRows() {
    TableDescriptor table = createCommitted("T");
    try (Transaction one = begin();
        Transaction two = begin()) {
      TestTables.insert(one, table, List.of(List.of(1, "one")));
      TestTables.insert(two, table, List.of(List.of(2, "two")));
      fails(SqlState.LOCK_NOT_AVAILABLE, () -> one.catalogWriter().dropTable("PUBLIC", "T"));
      two.rollback();
      one.catalogWriter().dropTable("PUBLIC", "T");
      one.commit(Durability.GROUP);
    }
    assertNull(database.catalog().table("PUBLIC", "T"));
  }

  @Test
  void identitiesStartWhereToldAndNeverRepeat() {
    TableDescriptor table;
    try (Transaction txn = begin()) {
      table =
          txn.catalogWriter()
              .createTable(
                  "PUBLIC",
                  "G",
                  List.of(
                      new ColumnDescriptor(
                          "ID", SqlType.of(TypeKind.BIGINT), false, null, Identity.ALWAYS)),
                  List.of(TestTables.primaryKey(0)),
                  100);
      try (Snapshot snapshot = txn.snapshot()) {
        TableWriter writer = txn.writer(snapshot, table);
        assertEquals(100, writer.nextIdentity());
        assertEquals(101, writer.nextIdentity());
        writer.identityUsed(500);
        writer.identityUsed(200);
        assertEquals(501, writer.nextIdentity());
        writer.identityUsed(-7);
      }
      txn.commit(Durability.GROUP);
    }
    try (Transaction txn = begin();
        Snapshot snapshot = txn.snapshot()) {
      TableWriter writer = txn.writer(snapshot, table);
      for (long expected = 502; expected < 2000; expected++) {
        assertEquals(expected, writer.nextIdentity());
      }
      writer.identityUsed(Long.MAX_VALUE);
      fails(SqlState.NUMERIC_OUT_OF_RANGE, writer::nextIdentity);
    }
  }

  @Test
  void readOnlyTransactionsChangeNothing() {
    TableDescriptor table = createCommitted("T");
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, true)) {
      fails(SqlState.READ_ONLY_TRANSACTION, () -> create(txn, "X"));
      fails(
          SqlState.READ_ONLY_TRANSACTION,
          () -> TestTables.insert(txn, table, List.of(List.of(1, "one"))));
      assertSame(database.catalog(), txn.catalog());
    }
  }
}
