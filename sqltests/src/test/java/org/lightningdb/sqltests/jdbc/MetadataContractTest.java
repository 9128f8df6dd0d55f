package org.lightningdb.sqltests.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(JdbcContract.Where.class)
class MetadataContractTest extends JdbcContract {
  MetadataContractTest(Where where) {
    super(where);
  }

  @BeforeEach
  void createTables() throws SQLException {
    run(
        "CREATE SCHEMA SHOP",
        "CREATE TABLE SHOP.CUSTOMER (REGION CHAR(2) NOT NULL, NUMBER BIGINT GENERATED ALWAYS AS"
            + " IDENTITY, NAME VARCHAR(40) NOT NULL, BALANCE DECIMAL(12, 2) DEFAULT 0.00,"
            + " SINCE TIMESTAMP(3), PHOTO VARBINARY(1000), NOTE TEXT,"
            + " CONSTRAINT CUSTOMER_KEY PRIMARY KEY (NUMBER, REGION),"
            + " CONSTRAINT CUSTOMER_NAME UNIQUE (NAME))",
        "CREATE INDEX CUSTOMER_SINCE ON SHOP.CUSTOMER (SINCE DESC, NAME)",
        "CREATE TABLE SHOP.\"my_table\" (\"a\" INTEGER)",
        "CREATE TABLE SHOP.MYXTABLE (A INTEGER)");
  }

  private DatabaseMetaData metaData() throws SQLException {
    return connection.getMetaData();
  }

  /** The named columns of all rows, joined by {@code |}. */
  private static List<String> pick(ResultSet rows, String... columns) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
          values.add(String.valueOf(rows.getString(column)));
        }
        lines.add(String.join("|", values));
      }
    }
    return lines;
  }

  @Test
  void schemasAndTables() throws SQLException {
    assertEquals(
        List.of("INFORMATION_SCHEMA", "PUBLIC", "SHOP"),
        pick(metaData().getSchemas(), "TABLE_SCHEM"));
    assertEquals(List.of("SHOP"), pick(metaData().getSchemas(null, "SH%"), "TABLE_SCHEM"));
    assertEquals(List.of(), pick(metaData().getCatalogs(), "TABLE_CAT"));
    assertEquals(
        List.of("SYSTEM TABLE", "TABLE", "VIEW"), pick(metaData().getTableTypes(), "TABLE_TYPE"));
    assertEquals(
        List.of("SHOP|CUSTOMER|TABLE", "SHOP|MYXTABLE|TABLE", "SHOP|my_table|TABLE"),
        pick(
            metaData().getTables(null, null, "%", new String[] {"TABLE"}),
            "TABLE_SCHEM",
            "TABLE_NAME",
            "TABLE_TYPE"));
    List<String> system =
        pick(metaData().getTables(null, "INFORMATION_SCHEMA", null, null), "TABLE_NAME");
    assertTrue(system.containsAll(List.of("TABLES", "COLUMNS", "SETTINGS")), system.toString());
    assertEquals(
        List.of(), pick(metaData().getTables("NO_CATALOG", null, null, null), "TABLE_NAME"));
    assertEquals(
        List.of(),
        pick(metaData().getTables(null, null, "%", new String[] {"VIEW"}), "TABLE_NAME"));
  }

  @Test
  void patternsAndEscapes() throws SQLException {
    String escape = metaData().getSearchStringEscape();
    assertEquals(
        List.of("my_table"),
        pick(metaData().getTables(null, "SHOP", "my" + escape + "_table", null), "TABLE_NAME"));
    assertEquals(
        List.of("MYXTABLE"),
        pick(metaData().getTables(null, "SHOP", "MY_TABLE", null), "TABLE_NAME"));
    assertEquals(
        List.of(), pick(metaData().getTables(null, "SHOP", "customer", null), "TABLE_NAME"));
    assertEquals(
        List.of("NAME", "NOTE"),
        pick(metaData().getColumns(null, "SHOP", "CUST%", "N_%E"), "COLUMN_NAME"));
  }

  @Test
  void columns() throws SQLException {
    assertEquals(
        List.of(
            "REGION|1|CHAR|2|null|0|null|NO|NO",
            "NUMBER|-5|BIGINT|19|0|0|null|NO|YES",
            "NAME|12|VARCHAR|40|null|0|null|NO|NO",
            "BALANCE|3|DECIMAL|12|2|1|0.00|YES|NO",
            "SINCE|93|TIMESTAMP|23|3|1|null|YES|NO",
            "PHOTO|-3|VARBINARY|1000|null|1|null|YES|NO",
            "NOTE|12|VARCHAR|2147483647|null|1|null|YES|NO"),
        pick(
            metaData().getColumns(null, "SHOP", "CUSTOMER", null),
            "COLUMN_NAME",
            "DATA_TYPE",
            "TYPE_NAME",
            "COLUMN_SIZE",
            "DECIMAL_DIGITS",
            "NULLABLE",
            "COLUMN_DEF",
            "IS_NULLABLE",
            "IS_AUTOINCREMENT"));
    try (ResultSet rows = metaData().getColumns(null, "SHOP", "CUSTOMER", "SINCE")) {
      assertTrue(rows.next());
      assertEquals(5, rows.getInt("ORDINAL_POSITION"));
      assertNull(rows.getString("TABLE_CAT"));
      assertEquals(24, rows.getMetaData().getColumnCount());
    }
  }

  @Test
  void everyColumnOfEveryTableAgreesWithItsResults() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows = metaData().getTables(null, null, null, null)) {
      while (rows.next()) {
        tables.add("\"" + rows.getString(2) + "\".\"" + rows.getString(3) + "\"");
      }
    }
    assertTrue(tables.size() > 8);
    for (String table : tables) {
      String[] parts = table.substring(1, table.length() - 1).split("\"\\.\"", -1);
      try (var statement = connection.prepareStatement("SELECT * FROM " + table);
          ResultSet columns = metaData().getColumns(null, parts[0], escaped(parts[1]), null)) {
        ResultSetMetaData result = statement.getMetaData();
        assertNotNull(result);
        for (int i = 1; i <= result.getColumnCount(); i++) {
          assertTrue(columns.next(), table);
          String what = table + " column " + i;
          assertEquals(columns.getString("COLUMN_NAME"), result.getColumnName(i), what);
          assertEquals(columns.getInt("DATA_TYPE"), result.getColumnType(i), what);
          assertEquals(columns.getString("TYPE_NAME"), result.getColumnTypeName(i), what);
          assertEquals(columns.getInt("COLUMN_SIZE"), result.getPrecision(i), what);
          assertEquals(columns.getInt("DECIMAL_DIGITS"), result.getScale(i), what);
          assertEquals(columns.getInt("NULLABLE"), result.isNullable(i), what);
        }
        assertFalse(columns.next(), table);
      }
    }
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
  }

  @Test
  void keysAndIndexes() throws SQLException {
    assertEquals(
        List.of("NUMBER|1|CUSTOMER_KEY", "REGION|2|CUSTOMER_KEY"),
        pick(
            metaData().getPrimaryKeys(null, "SHOP", "CUSTOMER"),
            "COLUMN_NAME",
            "KEY_SEQ",
            "PK_NAME"));
    assertEquals(
        List.of(), pick(metaData().getPrimaryKeys(null, "SHOP", "MYXTABLE"), "COLUMN_NAME"));
    assertEquals(
        List.of(
            "FALSE|CUSTOMER_KEY|1|NUMBER|A",
            "FALSE|CUSTOMER_KEY|2|REGION|A",
            "FALSE|CUSTOMER_NAME|1|NAME|A",
            "TRUE|CUSTOMER_SINCE|1|SINCE|D",
            "TRUE|CUSTOMER_SINCE|2|NAME|A"),
        pick(
            metaData().getIndexInfo(null, "SHOP", "CUSTOMER", false, true),
            "NON_UNIQUE",
            "INDEX_NAME",
            "ORDINAL_POSITION",
            "COLUMN_NAME",
            "ASC_OR_DESC"));
    assertEquals(
        List.of("CUSTOMER_KEY", "CUSTOMER_KEY", "CUSTOMER_NAME"),
        pick(metaData().getIndexInfo(null, "SHOP", "CUSTOMER", true, true), "INDEX_NAME"));
    assertEquals(
        List.of("NUMBER|-5", "REGION|1"),
        pick(
                metaData()
                    .getBestRowIdentifier(
                        null, "SHOP", "CUSTOMER", DatabaseMetaData.bestRowSession, true),
                "COLUMN_NAME",
                "DATA_TYPE")
            .stream()
            .sorted()
            .toList());
    assertEquals(List.of(), pick(metaData().getImportedKeys(null, "SHOP", "CUSTOMER"), "PK_NAME"));
    assertEquals(List.of(), pick(metaData().getExportedKeys(null, "SHOP", "CUSTOMER"), "PK_NAME"));
  }

  @Test
  void foreignKeysAreListedFromBothEnds() throws SQLException {
    run("CREATE TABLE SHOP.PAIR (A INTEGER, B INTEGER, PRIMARY KEY (A, B))");
    run(
        "CREATE TABLE SHOP.OF_PAIR (X INTEGER, Y INTEGER, CONSTRAINT TO_PAIR FOREIGN KEY (X, Y)"
            + " REFERENCES SHOP.PAIR (B, A) ON DELETE CASCADE DEFERRABLE)");
    for (ResultSet keys :
        List.of(
            metaData().getImportedKeys(null, "SHOP", "OF_PAIR"),
            metaData().getExportedKeys("", "SHOP", "PAIR"),
            metaData().getCrossReference(null, null, "PAIR", null, null, "OF_PAIR"))) {
      assertTrue(keys.next());
      assertEquals("A", keys.getString("PKCOLUMN_NAME"));
      assertEquals("Y", keys.getString("FKCOLUMN_NAME"));
      assertEquals("PAIR_PKEY", keys.getString("PK_NAME"));
      assertEquals(DatabaseMetaData.importedKeyCascade, keys.getShort("DELETE_RULE"));
      assertEquals(DatabaseMetaData.importedKeyNoAction, keys.getShort("UPDATE_RULE"));
      assertEquals(DatabaseMetaData.importedKeyInitiallyImmediate, keys.getShort("DEFERRABILITY"));
      assertTrue(keys.next());
      assertEquals(2, keys.getInt("KEY_SEQ"));
      assertEquals("X", keys.getString("FKCOLUMN_NAME"));
      assertFalse(keys.next());
    }
    assertEquals(List.of(), pick(metaData().getImportedKeys(null, "SHOP", "PAIR"), "FK_NAME"));
  }

  @Test
  void uncommittedDefinitionsAreSeenByTheirTransaction() throws SQLException {
    try (Connection other = connect()) {
      connection.setAutoCommit(false);
      run("CREATE TABLE SHOP.NEWLY (A INTEGER)");
      assertEquals(
          List.of("NEWLY"), pick(metaData().getTables(null, null, "NEWLY", null), "TABLE_NAME"));
      assertEquals(
          List.of(), pick(other.getMetaData().getTables(null, null, "NEWLY", null), "TABLE_NAME"));
      connection.rollback();
    }
  }

  @Test
  void typeInfoNamesTypesThatExist() throws SQLException {
    List<String> names = new ArrayList<>();
    int before = Integer.MIN_VALUE;
    try (ResultSet rows = metaData().getTypeInfo()) {
      while (rows.next()) {
        assertTrue(rows.getInt("DATA_TYPE") >= before, "sorted by type");
        before = rows.getInt("DATA_TYPE");
        String parameters = rows.getString("CREATE_PARAMS");
        String sql = rows.getString("TYPE_NAME");
        if (parameters != null) {
          sql += parameters.contains(",") ? "(5, 2)" : "(3)";
        }
        names.add(sql);
      }
    }
    assertEquals(17, names.size());
    for (int i = 0; i < names.size(); i++) {
      run("CREATE TABLE TYPE" + i + " (A " + names.get(i) + ")");
    }
    try (ResultSet rows = metaData().getColumns(null, "PUBLIC", "TYPE%", "A")) {
      int count = 0;
      while (rows.next()) {
        boolean other = rows.getString("TYPE_NAME").equals("UUID");
        assertEquals(other, rows.getInt("DATA_TYPE") == Types.OTHER);
        count++;
      }
      assertEquals(names.size(), count);
    }
  }

  @Test
  void theDatabaseIntroducesItself() throws SQLException {
    DatabaseMetaData metaData = metaData();
    assertEquals("Lightning DB", metaData.getDatabaseProductName());
    assertTrue(
        metaData
            .getDatabaseProductVersion()
            .startsWith(
                metaData.getDatabaseMajorVersion() + "." + metaData.getDatabaseMinorVersion()));
    assertEquals(connection, metaData.getConnection());
    assertEquals("\"", metaData.getIdentifierQuoteString());
    assertTrue(metaData.supportsFullOuterJoins());
    assertTrue(metaData.supportsTransactions());
    assertTrue(metaData.nullsAreSortedHigh());
    assertTrue(metaData.storesUpperCaseIdentifiers());
  }

  @Test
  void noQuestionFails() throws Exception {
    int asked = 0;
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getDeclaringClass() == DatabaseMetaData.class) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
          Class<?> type = method.getParameterTypes()[i];
          arguments[i] = type == int.class ? (Object) 1 : type == boolean.class ? true : null;
        }
        Object answer = method.invoke(metaData(), arguments);
        assertNotNull(answer, method.toString());
        if (answer instanceof ResultSet rows) {
          while (rows.next()) {
            rows.getObject(1);
          }
          rows.close();
        }
        asked++;
      }
    }
    assertTrue(asked > 170, "asked " + asked);
  }

  @Test
  void promisedFunctionsExist() throws SQLException {
    List<String> failures = new ArrayList<>();
    for (String call :
        List.of(
            "ABS(-1)",
            "ACOS(1)",
            "ASIN(1)",
            "ATAN(1)",
            "ATAN2(1, 2)",
            "CEILING(1.5)",
            "COS(1)",
            "COT(1)",
            "DEGREES(1)",
            "EXP(1)",
            "FLOOR(1.5)",
            "LOG(2)",
            "LOG10(2)",
            "MOD(5, 3)",
            "PI()",
            "POWER(2, 3)",
            "RADIANS(1)",
            "RAND()",
            "ROUND(1.55, 1)",
            "SIGN(-2)",
            "SIN(1)",
            "SQRT(4)",
            "TAN(1)",
            "TRUNCATE(1.55, 1)",
            "ASCII('a')",
            "CONCAT('a', 'b')",
            "DIFFERENCE('a', 'b')",
            "INSERT('abc', 1, 1, 'x')",
            "LCASE('A')",
            "LEFT('abc', 1)",
            "LENGTH('abc')",
            "LOCATE('b', 'abc')",
            "LTRIM(' a')",
            "REPEAT('a', 2)",
            "REPLACE('abc', 'b', 'x')",
            "RIGHT('abc', 1)",
            "RTRIM('a ')",
            "SOUNDEX('a')",
            "SPACE(2)",
            "SUBSTRING('abc', 1, 2)",
            "UCASE('a')",
            "IFNULL(NULL, 1)",
            "USER()",
            "CURDATE()",
            "CURTIME()",
            "DAYOFMONTH(DATE '2024-01-02')",
            "DAYOFWEEK(DATE '2024-01-02')",
            "DAYOFYEAR(DATE '2024-01-02')",
            "HOUR(TIME '01:02:03')",
            "MINUTE(TIME '01:02:03')",
            "MONTH(DATE '2024-01-02')",
            "NOW()",
            "QUARTER(DATE '2024-01-02')",
            "SECOND(TIME '01:02:03')",
            "TIMESTAMPADD(SQL_TSI_DAY, 1, TIMESTAMP '2024-01-02 00:00:00')",
            "TIMESTAMPDIFF(SQL_TSI_DAY, TIMESTAMP '2024-01-02 00:00:00',"
                + " TIMESTAMP '2024-01-03 00:00:00')",
            "WEEK(DATE '2024-01-02')",
            "YEAR(DATE '2024-01-02')")) {
      try {
        assertEquals(1, rows("SELECT {fn " + call + "} FROM (VALUES (1)) AS T (X)").size());
      } catch (SQLException e) {
        failures.add(call + ": " + e.getMessage());
      }
    }
    assertEquals("", String.join("\n", failures));
  }
}
