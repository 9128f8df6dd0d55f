package org.lightningdb.sql.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.ChangeObserver;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.testing.MemoryDatabase;
import org.lightningdb.storage.vector.VectorBatch;

class ChangeTest {
  private final MemoryDatabase database =
      new MemoryDatabase()
          .table("T")
          .identity("ID", SqlType.of(TypeKind.INTEGER), Identity.BY_DEFAULT)
          .defaulted("NAME", SqlType.varchar(5), "'none'")
          .column("PRICE", SqlType.decimal(6, 2))
          .defaulted("MADE", new SqlType(TypeKind.TIMESTAMP, 3, 0), "CURRENT_TIMESTAMP")
          .primaryKey("ID")
          .create();

  private String contents() {
    return database.contents("T").toString();
  }

  @Test
  void insertsValuesWithDefaultsAndNumbers() {
    assertEquals(
        2, database.update("INSERT INTO t (name, price) VALUES ('a', 1.005), (?, -2)", "b"));
    assertEquals(
        1,
        database.update(
            "INSERT INTO t VALUES (DEFAULT, DEFAULT, 1 + 1, TIMESTAMP '2020-01-02 03:04:05')"));
    assertEquals(
        "[[1, a, 1.01, 2026-03-04T05:06:07.089], [2, b, -2.00, 2026-03-04T05:06:07.089],"
            + " [3, none, 2.00, 2020-01-02T03:04:05]]",
        contents());
  }

  @Test
  void insertsAQuery() {
    database.update("INSERT INTO t (name, price) VALUES ('a', 1), ('b', NULL)");
    assertEquals(
        2, database.update("INSERT INTO t (price, name) SELECT price * 2, UPPER(name) FROM t"));
    assertEquals(
        "[[1, a, 1.00], [2, b, null], [3, A, 2.00], [4, B, null]]",
        database.query("SELECT id, name, price FROM t").toString());
  }

  @Test
  void updatesAndDeletes() {
    database.update("INSERT INTO t (name, price) VALUES ('a', 1), ('b', 2), ('c', 3)");
    assertEquals(
        2, database.update("UPDATE t SET price = price + ?, name = 'x' WHERE id >= ?", 10, 2));
    assertEquals(
        "[[1, a, 1.00], [2, x, 12.00], [3, x, 13.00]]",
        database.query("SELECT id, name, price FROM t").toString());
    assertEquals(1, database.update("DELETE FROM t AS x WHERE x.price = 13"));
    assertEquals(
        1, database.update("UPDATE t AS x SET x.id = x.id + 100, price = NULL WHERE id = 1"));
    assertEquals(
        "[[2, x, 12.00], [101, a, null]]",
        database.query("SELECT id, name, price FROM t").toString());
    assertEquals(2, database.update("DELETE FROM t"));
  }

  @Test
  void checksWhatIsAssigned() {
    assertState(SqlState.STRING_RIGHT_TRUNCATION, "INSERT INTO t (name) VALUES ('too long')");
    assertState(
        SqlState.STRING_RIGHT_TRUNCATION,
        "INSERT INTO t (name) SELECT 'too ' || 'long' FROM (VALUES 1)");
    assertState(SqlState.NUMERIC_OUT_OF_RANGE, "INSERT INTO t (price) VALUES (10000)");
    database.update("INSERT INTO t (name) VALUES ('a')");
    assertState(SqlState.STRING_RIGHT_TRUNCATION, "UPDATE t SET name = name || ' longer'");
    assertState(SqlState.DATATYPE_MISMATCH, "UPDATE t SET price = TRUE");
    assertState(SqlState.UNDEFINED_COLUMN, "UPDATE t SET prize = 1");
    assertState(SqlState.UNDEFINED_TABLE, "DELETE FROM tt");
    assertState(SqlState.SYNTAX_ERROR, "INSERT INTO t (name) VALUES (1, 2)");
    assertState(SqlState.DUPLICATE_COLUMN, "INSERT INTO t (name, name) VALUES ('a', 'b')");
  }

  @Test
  void checksParameters() {
    database.update("INSERT INTO t (name) VALUES ('a')");
    assertState(SqlState.STRING_RIGHT_TRUNCATION, "UPDATE t SET name = ?", "too long");
    assertState(SqlState.NUMERIC_OUT_OF_RANGE, "UPDATE t SET price = ?", new BigDecimal("12345.6"));
    assertState(SqlState.STRING_RIGHT_TRUNCATION, "UPDATE t SET name = ? WHERE id = 1", "too long");
    assertState(
        SqlState.STRING_RIGHT_TRUNCATION, "INSERT INTO t (name) SELECT ? FROM t", "too long");
    assertEquals(
        1, database.update("UPDATE t SET price = ? WHERE id = ?", new BigDecimal("1.005"), 1));
    assertEquals("[[1.01]]", database.query("SELECT price FROM t").toString());
    assertEquals(
        List.of(SqlType.decimal(6, 2), SqlType.varchar(5)),
        database.plan("UPDATE t SET price = ?, name = ?").parameterTypes());
  }

  private void assertState(SqlState state, String sql, @Nullable Object... parameters) {
    DbException error =
        assertThrows(DbException.class, () -> database.update(sql, parameters), sql);
    assertEquals(state, error.state(), () -> sql + ": " + error.getMessage());
  }

  @Test
  void writesBatchesOfParameters() {
    PreparedPlan.ModifyPlan plan =
        (PreparedPlan.ModifyPlan) database.plan("INSERT INTO t (id, name, price) VALUES (?, ?, ?)");
    assertEquals(
        List.of(SqlType.of(TypeKind.INTEGER), SqlType.varchar(5), SqlType.decimal(6, 2)),
        plan.parameterTypes());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(Arrays.asList(i, "n" + i, null));
    }
    List<List<@Nullable Object>> keys = new ArrayList<>();
    long[] counts =
        plan.executeBatch(
            database.context(),
            rows,
            new ChangeObserver() {
              @Override
              public void inserted(VectorBatch batch, int row) {
                keys.add(
                    Arrays.asList(
                        VectorValues.get(batch.column(0), row, SqlType.of(TypeKind.INTEGER))));
              }

              @Override
              public void updated(@Nullable Object @Nullable [] old, VectorBatch batch, int row) {
                throw new AssertionError("an INSERT updates nothing");
              }

              @Override
              public void deleted(@Nullable Object @Nullable [] old) {
                throw new AssertionError("an INSERT deletes nothing");
              }
            });
    assertEquals(3000, counts.length);
    assertEquals(1, counts[2999]);
    assertEquals(3000, database.contents("T").size());
    assertEquals(List.of(2999), keys.get(2999));
  }
}
