package org.lightningdb.sql.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.testing.MemoryDatabase;

class SelectTest {
  private final MemoryDatabase database =
      new MemoryDatabase()
          .table("T")
          .notNull("ID", SqlType.of(TypeKind.INTEGER))
          .column("NAME", SqlType.varchar(20))
          .column("PRICE", SqlType.decimal(10, 2))
          .primaryKey("ID")
          .index("T_NAME", false, "NAME")
          .create();

  SelectTest() {
    database.load(
        "T",
        List.of(
            Arrays.asList(1, "a", new java.math.BigDecimal("1.50")),
            Arrays.asList(2, "b", null),
            Arrays.asList(3, null, new java.math.BigDecimal("2.50"))));
  }

  @Test
  void readsATable() {
    assertEquals(List.of(List.of(1), List.of(2)), database.query("SELECT id FROM t WHERE id < 3"));
  }

  @Test
  void computes() {
    assertEquals(
        "[[2, 4.00, 3]]",
        database.query("SELECT COUNT(price), SUM(price), COUNT(*) FROM t").toString());
  }
}
