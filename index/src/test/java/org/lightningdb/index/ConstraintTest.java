package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.TestTables.KeyedRow;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/** Uniqueness at the end of the statement, and the words of violations. */
class ConstraintTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private final Database database = TestDatabases.open(1000);
  private TableDescriptor table = createTable();
  private Transaction txn = database.begin(Isolation.READ_COMMITTED, false);

  private TableDescriptor createTable() {
    try (Transaction creation = database.begin(Isolation.READ_COMMITTED, false)) {
      creation
          .catalogWriter()
          .createTable(
              "PUBLIC",
              "T",
              List.of(
                  TestTables.column("A", INTEGER, false),
                  TestTables.column("B", INTEGER, true),
                  TestTables.column("C", INTEGER, true)),
              List.of(TestTables.primaryKey(0), TestTables.unique("U", 1)),
              1);
      TableDescriptor created =
          creation
              .catalogWriter()
              .createIndex("PUBLIC", "T", new IndexDefinition("I", false, TestTables.ascending(2)));
      creation.commit(Durability.GROUP);
      return created;
    }
  }

  @BeforeEach
  void insertRows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      rows.add(List.of(i, 10 * i, 7));
    }
    TestTables.insert(txn, table, rows);
  }

  @AfterEach
  void isSound() {
    txn.commit(Durability.GROUP);
    assertEquals(List.of(), database.check());
    database.close();
  }

  private void updateAll(UnaryOperator<List<@Nullable Object>> change, int... columns) {
    List<Slice> keys = new ArrayList<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (KeyedRow row : TestTables.rows(txn, table, table.primary())) {
      keys.add(row.key());
      rows.add(change.apply(new ArrayList<>(row.values())));
    }
    BitSet changed = new BitSet();
    for (int column : columns) {
      changed.set(column);
    }
    TestTables.update(txn, table, keys, rows, changed);
  }

  private static UnaryOperator<List<@Nullable Object>> add(int column, int amount) {
    return row -> {
      if (row.get(column) instanceof Integer number) {
        row.set(column, number + amount);
      }
      return row;
    };
  }

  private List<@Nullable Object> values(int column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (KeyedRow row : TestTables.rows(txn, table, table.primary())) {
      values.add(row.values().get(column));
    }
    return values;
  }

  @Test
  void primaryKeysMayShiftOverEachOther() {
    updateAll(add(0, 1), 0);
    assertEquals(List.of(2, 3, 4, 5, 6), values(0));
    assertEquals(5, TestTables.rows(txn, table, table.indexes().get(1)).size());
    updateAll(add(0, -2), 0);
    assertEquals(List.of(0, 1, 2, 3, 4), values(0));
    assertEquals(5, TestTables.rows(txn, table, table.indexes().get(1)).size());
  }

  @Test
  void uniqueValuesMayBeSwapped() {
    updateAll(
        row -> {
          row.set(1, row.get(1) instanceof Integer b ? 60 - b : null);
          return row;
        },
        1);
    assertEquals(List.of(50, 40, 30, 20, 10), values(1));
  }

  @Test
  void nullsDoNotCollide() {
    updateAll(
        row -> {
          row.set(1, null);
          return row;
        },
        1);
    assertEquals(5, TestTables.rows(txn, table, table.indexes().get(0)).size());
  }

  @Test
  void violationsNameTableColumnAndConstraint() {
    int savepoint = txn.savepoint();
    DbException duplicate =
        assertThrows(
            DbException.class,
            () ->
                updateAll(
                    row -> {
                      row.set(1, 7);
                      return row;
                    },
                    1));
    assertEquals(SqlState.UNIQUE_VIOLATION, duplicate.state());
    assertEquals("T", duplicate.table());
    assertEquals("U", duplicate.constraint());
    assertTrue(duplicate.text().contains("(B) = (7)"), duplicate.text());
    txn.rollbackTo(savepoint);
    DbException missing =
        assertThrows(
            DbException.class,
            () ->
                updateAll(
                    row -> {
                      row.set(0, null);
                      return row;
                    },
                    0));
    assertEquals(SqlState.NOT_NULL_VIOLATION, missing.state());
    assertEquals("A", missing.column());
    txn.rollbackTo(savepoint);
    assertEquals(List.of(1, 2, 3, 4, 5), values(0));
  }
}
