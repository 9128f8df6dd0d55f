package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.index.schema.ViewDescriptor.CheckOption;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/** Views and what else is no table, and what needs what. */
class CatalogObjectsTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private final Database database = TestDatabases.open(101);

  @AfterEach
  void isSound() {
    assertEquals(List.of(), database.check());
    database.close();
  }

  private interface Work<T> {
    T in(Transaction txn);
  }

  private <T> T commit(Work<T> work) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      T result = work.in(txn);
      txn.commit(Durability.GROUP);
      return result;
    }
  }

  private TableDescriptor table(String name) {
    return commit(
        txn ->
            txn.catalogWriter()
                .createTable(
                    "PUBLIC",
                    name,
                    List.of(
                        TestTables.column("ID", INTEGER, true),
                        TestTables.column("N", INTEGER, true)),
                    List.of(TestTables.primaryKey(0)),
                    1));
  }

  private static ViewDescriptor view(int id, String name, Dependency... dependencies) {
    return new ViewDescriptor(
        id,
        "PUBLIC",
        name,
        List.of(new ViewDescriptor.Column("A", SqlType.varchar(5))),
        "SELECT 1",
        "PUBLIC",
        CheckOption.NONE,
        List.of(dependencies));
  }

  private SchemaObject createView(String name, Dependency... dependencies) {
    return commit(txn -> txn.catalogWriter().createObject(id -> view(id, name, dependencies)));
  }

  private void refused(SqlState state, Work<?> work) {
    assertEquals(state, assertThrows(DbException.class, () -> commit(work)).state());
  }

  @Test
  void objectsComeAndGoWithTheirTransaction() {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      SchemaObject made = txn.catalogWriter().createObject(id -> view(id, "V"));
      assertEquals(made, txn.catalog().object("PUBLIC", "V"));
    }
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      assertNull(txn.catalog().object("PUBLIC", "V"));
    }
    SchemaObject made = createView("V");
    try (Transaction old = database.begin(Isolation.SNAPSHOT, true)) {
      commit(
          txn -> {
            txn.catalogWriter().dropObject("PUBLIC", "V");
            return true;
          });
      assertEquals(made, old.catalog().object("PUBLIC", "V"));
    }
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      assertNull(txn.catalog().object("PUBLIC", "V"));
    }
  }

  @Test
  void tablesAndObjectsShareNames() {
    assertEquals("T", table("T").name());
    refused(SqlState.DUPLICATE_TABLE, txn -> txn.catalogWriter().createObject(id -> view(id, "T")));
    assertEquals("V", createView("V").name());
    assertEquals(
        SqlState.DUPLICATE_TABLE, assertThrows(DbException.class, () -> table("V")).state());
    assertEquals(
        SqlState.DUPLICATE_TABLE, assertThrows(DbException.class, () -> createView("V")).state());
  }

  @Test
  void nothingIsTakenFromWhoNeedsIt() {
    TableDescriptor table = table("T");
    SchemaObject view = createView("V", new Dependency(table.id(), List.of("N")));
    SchemaObject above = createView("W", new Dependency(view.id(), List.of()));
    refused(
        SqlState.DEPENDENT_OBJECTS_EXIST,
        txn -> {
          txn.catalogWriter().dropTable("PUBLIC", "T");
          return true;
        });
    refused(
        SqlState.DEPENDENT_OBJECTS_EXIST,
        txn -> {
          txn.catalogWriter().dropObject("PUBLIC", "V");
          return true;
        });
    refused(
        SqlState.DEPENDENT_OBJECTS_EXIST,
        txn -> {
          TableDescriptor locked = txn.catalogWriter().lockTable("PUBLIC", "T");
          ColumnDescriptor renamed = locked.columns().get(1).withName("M");
          return txn.catalogWriter()
              .alterTable(locked.withColumns(List.of(locked.columns().get(0), renamed)));
        });
    commit(
        txn -> {
          txn.catalogWriter().dropObject("PUBLIC", above.name());
          txn.catalogWriter().dropObject("PUBLIC", "V");
          txn.catalogWriter().dropTable("PUBLIC", "T");
          return true;
        });
  }

  @Test
  void aColumnThatNoViewReadsMayBeRenamed() {
    TableDescriptor table = table("T");
    assertEquals("V", createView("V", new Dependency(table.id(), List.of("ID"))).name());
    commit(
        txn -> {
          TableDescriptor locked = txn.catalogWriter().lockTable("PUBLIC", "T");
          ColumnDescriptor renamed = locked.columns().get(1).withName("M");
          return txn.catalogWriter()
              .alterTable(locked.withColumns(List.of(locked.columns().get(0), renamed)));
        });
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, true)) {
      TableDescriptor seen = txn.catalog().table("PUBLIC", "T");
      assertEquals(1, seen == null ? -1 : seen.columnIndex("M"));
    }
  }

  @Test
  void aReferencedKeyCannotBeDropped() {
    TableDescriptor parent = table("P");
    TableDescriptor child = table("C");
    ForeignKey key =
        new ForeignKey(
            "C_FK",
            List.of(1),
            parent.id(),
            parent.primary().id(),
            ForeignKey.Match.SIMPLE,
            ForeignKey.Action.NO_ACTION,
            ForeignKey.Action.NO_ACTION,
            ForeignKey.Deferral.NOT_DEFERRABLE);
    commit(
        txn ->
            txn.catalogWriter()
                .alterTable(
                    txn.catalogWriter()
                        .lockTable("PUBLIC", child.name())
                        .withForeignKeys(List.of(key))));
    refused(
        SqlState.DEPENDENT_OBJECTS_EXIST,
        txn -> {
          txn.catalogWriter().dropTable("PUBLIC", "P");
          return true;
        });
    commit(
        txn -> {
          txn.catalogWriter().dropTable("PUBLIC", "C");
          txn.catalogWriter().dropTable("PUBLIC", "P");
          return true;
        });
  }

  @Test
  void aNeededTableThatIsDroppedMeanwhileIsNoticed() {
    TableDescriptor table = table("T");
    commit(
        txn -> {
          txn.catalogWriter().dropTable("PUBLIC", "T");
          return true;
        });
    refused(
        SqlState.SERIALIZATION_FAILURE,
        txn ->
            txn.catalogWriter()
                .createObject(id -> view(id, "V", new Dependency(table.id(), List.of()))));
  }

  @Test
  void aRenamedTableTakesItsIndexNamesAlong() {
    TableDescriptor table = table("T");
    commit(
        txn ->
            txn.catalogWriter()
                .alterTable(txn.catalogWriter().lockTable("PUBLIC", "T").withName("PUBLIC", "U")));
    refused(SqlState.UNDEFINED_TABLE, txn -> txn.catalogWriter().lockTable("PUBLIC", "T"));
    TableDescriptor again = table("T2");
    assertEquals("T2_PKEY", again.primary().name());
    assertEquals("T_PKEY", table.primary().name());
    DbException taken =
        assertThrows(
            DbException.class,
            () ->
                commit(
                    txn ->
                        txn.catalogWriter()
                            .alterTable(
                                txn.catalogWriter()
                                    .lockTable("PUBLIC", "U")
                                    .withName("PUBLIC", "T2"))));
    assertEquals(SqlState.DUPLICATE_TABLE, taken.state());
  }
}
