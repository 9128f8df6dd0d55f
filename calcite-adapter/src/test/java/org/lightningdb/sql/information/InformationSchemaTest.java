package org.lightningdb.sql.information;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;
import org.lightningdb.sql.session.SqlUser;

class InformationSchemaTest {
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(
          databases.open(DatabaseAddress.inMemory("information"), Map.of()).openSession("tester"));

  @BeforeEach
  void createObjects() {
    user.run("CREATE SCHEMA shop");
    user.run(
        "CREATE TABLE shop.item (code CHAR(4), no SMALLINT, price DECIMAL(10, 2) DEFAULT 1.5,"
            + " weight REAL, size DOUBLE PRECISION, made TIME(0), seen DATE, ok BOOLEAN,"
            + " picture VARBINARY(100), note TEXT, sold TIMESTAMP(3),"
            + " CONSTRAINT item_pk PRIMARY KEY (no, code), CONSTRAINT item_u UNIQUE (price))");
    user.run("CREATE INDEX item_i ON shop.item (weight DESC, size)");
    user.run("CREATE TABLE bare (a INT)");
  }

  @AfterEach
  void close() {
    databases.close();
  }

  @Test
  void describesItself() {
    for (SystemTable table : new InformationSchema().tables()) {
      assertEquals(
          table.columns().stream().map(ColumnDescriptor::name).toList(),
          user.column(
              "SELECT column_name FROM information_schema.columns WHERE table_schema ="
                  + " 'INFORMATION_SCHEMA' AND table_name = ? ORDER BY ordinal_position",
              table.name()));
      assertEquals(
          "SYSTEM TABLE",
          user.value(
              "SELECT table_type FROM information_schema.tables WHERE table_name = ?",
              table.name()));
      user.rows("SELECT * FROM information_schema." + table.name());
    }
  }

  @Test
  void listsSchemasAndTables() {
    assertEquals(
        List.of(
            List.of("INFORMATION_SCHEMA", "NO", "YES"),
            List.of("PUBLIC", "YES", "NO"),
            List.of("SHOP", "NO", "NO")),
        user.rows(
            "SELECT schema_name, is_default, is_system FROM information_schema.schemata"
                + " ORDER BY schema_name"));
    user.run("INSERT INTO bare VALUES (1), (2), (3)");
    assertEquals(
        List.of(
            List.of("PUBLIC", "BARE", "BASE TABLE", "YES", 3L),
            List.of("SHOP", "ITEM", "BASE TABLE", "YES", 0L)),
        user.rows(
            "SELECT table_schema, table_name, table_type, is_insertable_into, row_count_estimate"
                + " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                + " ORDER BY table_schema"));
  }

  @Test
  void describesTypes() {
    List<List<Object>> expected =
        List.of(
            Arrays.asList("CODE", "CHAR", 4, 16, null, null, null, null, 1, 4, null),
            Arrays.asList("NO", "SMALLINT", null, null, 5, 10, 0, null, 5, 5, 0),
            Arrays.asList("PRICE", "DECIMAL", null, null, 10, 10, 2, null, 3, 10, 2),
            Arrays.asList("WEIGHT", "REAL", null, null, 24, 2, null, null, 7, 24, null),
            Arrays.asList("SIZE", "DOUBLE PRECISION", null, null, 53, 2, null, null, 8, 53, null),
            Arrays.asList("MADE", "TIME", null, null, null, null, null, 0, 92, 8, 0),
            Arrays.asList("SEEN", "DATE", null, null, null, null, null, 0, 91, 10, 0),
            Arrays.asList("OK", "BOOLEAN", null, null, null, null, null, null, 16, 1, null),
            Arrays.asList("PICTURE", "VARBINARY", 100, 100, null, null, null, null, -3, 100, null),
            Arrays.asList(
                "NOTE", "VARCHAR", null, null, null, null, null, null, 12, Integer.MAX_VALUE, null),
            Arrays.asList("SOLD", "TIMESTAMP", null, null, null, null, null, 3, 93, 23, 3));
    assertEquals(
        expected,
        user.rows(
            "SELECT column_name, data_type, character_maximum_length, character_octet_length,"
                + " numeric_precision, numeric_precision_radix, numeric_scale, datetime_precision,"
                + " jdbc_type, column_size, decimal_digits FROM information_schema.columns"
                + " WHERE table_name = 'ITEM' ORDER BY ordinal_position"));
  }

  @Test
  void listsKeysAndIndexes() {
    assertEquals(
        List.of(
            List.of("SHOP", "ITEM_PK", "ITEM", "PRIMARY KEY"),
            List.of("SHOP", "ITEM_U", "ITEM", "UNIQUE")),
        user.rows(
            "SELECT constraint_schema, constraint_name, table_name, constraint_type"
                + " FROM information_schema.table_constraints ORDER BY constraint_name"));
    assertEquals(
        List.of(List.of("NO", 1), List.of("CODE", 2)),
        user.rows(
            "SELECT column_name, ordinal_position FROM information_schema.key_column_usage"
                + " WHERE constraint_name = 'ITEM_PK' ORDER BY ordinal_position"));
    assertEquals(
        List.of(
            Arrays.asList("ITEM_I", "SECONDARY", "NO", null),
            Arrays.asList("ITEM_PK", "PRIMARY", "YES", "ITEM_PK"),
            Arrays.asList("ITEM_U", "SECONDARY", "YES", "ITEM_U")),
        user.rows(
            "SELECT index_name, index_type, is_unique, constraint_name"
                + " FROM information_schema.indexes ORDER BY index_name"));
    assertEquals(
        List.of(List.of("WEIGHT", 1, "DESC"), List.of("SIZE", 2, "ASC")),
        user.rows(
            "SELECT column_name, ordinal_position, ordering"
                + " FROM information_schema.index_columns WHERE index_name = 'ITEM_I'"
                + " ORDER BY ordinal_position"));
  }

  @Test
  void showsWhatTheTransactionSees() {
    user.run("BEGIN");
    user.run("CREATE TABLE fresh (a INT)");
    String sql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'FRESH'";
    assertEquals(1L, user.value(sql));
    user.run("ROLLBACK");
    assertEquals(0L, user.value(sql));
  }

  @Test
  void cannotBeChanged() {
    assertTrue(user.error("DELETE FROM information_schema.tables").text().length() > 0);
    assertTrue(
        user.error("INSERT INTO information_schema.settings VALUES ('a', 'b')").text().length()
            > 0);
    assertEquals(0L, user.value("SELECT COUNT(*) FROM bare"));
  }
}
