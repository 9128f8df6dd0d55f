package org.lightningdb.sqltests.tpcds;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates and fills the 24 tables of TPC-DS. One of them has 1.9 million rows at every scale: of
 * the customers' demographics only those rows are there that others refer to.
 */
final class TpcdsTables {
  private static final int BATCH_ROWS = 2_000;

  /** A table and its child, whose rows the generator makes together. */
  private static final Map<Table, Table> FAMILIES =
      Map.of(
          Table.STORE_SALES, Table.STORE_RETURNS,
          Table.CATALOG_SALES, Table.CATALOG_RETURNS,
          Table.WEB_SALES, Table.WEB_RETURNS);

  /** Primary keys; that of any other table is its first column. */
  private static final Map<Table, String> KEYS =
      Map.of(
          Table.STORE_SALES, "ss_item_sk, ss_ticket_number",
          Table.STORE_RETURNS, "sr_item_sk, sr_ticket_number",
          Table.CATALOG_SALES, "cs_item_sk, cs_order_number",
          Table.CATALOG_RETURNS, "cr_item_sk, cr_order_number",
          Table.WEB_SALES, "ws_item_sk, ws_order_number",
          Table.WEB_RETURNS, "wr_item_sk, wr_order_number",
          Table.INVENTORY, "inv_date_sk, inv_item_sk, inv_warehouse_sk");

  private final Connection connection;
  private final Session session;
  private final Set<String> demographics = new HashSet<>();

  /**
   * @param connection with auto-commit off
   */
  TpcdsTables(Connection connection, double scale) {
    this.connection = connection;
    this.session = Session.getDefaultSession().withScale(scale);
  }

  void load() throws SQLException {
    List<Table> tables = new ArrayList<>(Table.getBaseTables());
    tables.remove(Table.DBGEN_VERSION);
    tables.remove(Table.CUSTOMER_DEMOGRAPHICS);
    tables.add(Table.CUSTOMER_DEMOGRAPHICS);
    try (Statement statement = connection.createStatement()) {
      for (Table table : tables) {
        statement.execute(definition(table));
      }
    }
    tables.removeAll(FAMILIES.values());
    for (Table table : tables) {
      fill(table);
      connection.commit();
    }
  }

  static String definition(Table table) {
    List<String> columns = new ArrayList<>();
    for (Column column : table.getColumns()) {
      columns.add(column.getName() + " " + type(column.getType()));
    }
    String key = KEYS.getOrDefault(table, table.getColumns()[0].getName());
    columns.add("PRIMARY KEY (" + key + ")");
    return "CREATE TABLE " + table.getName() + " (" + String.join(", ", columns) + ")";
  }

  private static String type(ColumnType type) {
    return switch (type.getBase()) {
      case IDENTIFIER -> "BIGINT";
      case INTEGER -> "INTEGER";
      case DATE -> "DATE";
      case TIME -> "TIME";
      case DECIMAL ->
          "DECIMAL("
              + type.getPrecision().orElseThrow()
              + ", "
              + type.getScale().orElseThrow()
              + ")";
      case VARCHAR, CHAR -> type.getBase().name() + "(" + type.getPrecision().orElseThrow() + ")";
    };
  }

  private void fill(Table table) throws SQLException {
    List<PreparedStatement> inserts = new ArrayList<>();
    List<Table> parts = new ArrayList<>(List.of(table));
    if (FAMILIES.containsKey(table)) {
      parts.add(FAMILIES.get(table));
    }
    int rows = 0;
    try {
      for (Table part : parts) {
        inserts.add(insert(part));
      }
      for (List<List<String>> family : Results.constructResults(table, session.withTable(table))) {
        for (int i = 0; i < family.size(); i++) {
          Table part = parts.get(i);
          if (isWanted(part, family.get(i))) {
            bind(inserts.get(i), part.getColumns(), family.get(i));
          }
        }
        if (++rows % BATCH_ROWS == 0) {
          execute(inserts);
        }
      }
      execute(inserts);
    } finally {
      for (PreparedStatement insert : inserts) {
        insert.close();
      }
    }
  }

  private static void execute(List<PreparedStatement> inserts) throws SQLException {
    for (PreparedStatement insert : inserts) {
      insert.executeBatch();
    }
  }

  private PreparedStatement insert(Table table) throws SQLException {
    String marks = String.join(", ", Collections.nCopies(table.getColumns().length, "?"));
    return connection.prepareStatement(
        "INSERT INTO " + table.getName() + " VALUES (" + marks + ")");
  }

  private boolean isWanted(Table table, List<String> row) {
    Column[] columns = table.getColumns();
    if (table == Table.CUSTOMER_DEMOGRAPHICS) {
      return demographics.contains(row.get(0));
    }
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].getName().contains("cdemo")) {
        demographics.add(String.valueOf(row.get(i)));
      }
    }
    return true;
  }

  private static void bind(PreparedStatement insert, Column[] columns, List<String> row)
      throws SQLException {
    for (int i = 0; i < columns.length; i++) {
      insert.setObject(i + 1, value(columns[i].getType(), row.get(i)));
    }
    insert.addBatch();
  }

  private static @Nullable Object value(ColumnType type, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (type.getBase()) {
      case IDENTIFIER -> Long.valueOf(text);
      case INTEGER -> Integer.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case DECIMAL -> new BigDecimal(text);
      case VARCHAR, CHAR -> text;
    };
  }
}
