package org.lightningdb.sqltests.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lightningdb.sqltests.history.History.Read;
import org.lightningdb.sqltests.history.History.Workload;

/** How a workload's writes and reads are said in SQL, on one connection. */
final class WorkloadSql {
  /** Rows of a secondary index's key. */
  private static final int GROUP = 3;

  private final Workload workload;
  private final Connection connection;

  WorkloadSql(Workload workload, Connection connection) {
    this.workload = workload;
    this.connection = connection;
  }

  /**
   * Makes tables with all keys.
   *
   * @param storage of tables and indexes: btree or lsm
   */
  void createTables(int keys, String storage) throws SQLException {
    String with = " WITH (storage = '" + storage + "')";
    try (Statement statement = connection.createStatement()) {
      String columns =
          switch (workload) {
            case LIST -> "k INTEGER PRIMARY KEY, g INTEGER, v VARCHAR(10000) NOT NULL";
            case REGISTER -> "k INTEGER PRIMARY KEY, g INTEGER, p INTEGER, v INTEGER";
            case SET -> "v INTEGER PRIMARY KEY, k INTEGER, g INTEGER";
          };
      statement.execute("CREATE TABLE h (" + columns + ")" + with);
      statement.execute("CREATE INDEX h_g ON h (g)" + with);
      if (workload == Workload.SET) {
        statement.execute("CREATE INDEX h_k ON h (k)" + with);
      }
    }
    String row = workload == Workload.LIST ? "(?, ?, '')" : "(?, ?, 0, 0)";
    for (int key = 0; key < keys && workload != Workload.SET; key++) {
      run("INSERT INTO h VALUES " + row, key, key / GROUP);
    }
  }

  void write(int key, int value) throws SQLException {
    switch (workload) {
      case LIST -> run("UPDATE h SET v = v || ? WHERE k = ?", "," + value, key);
      case REGISTER -> run("UPDATE h SET p = v, v = ? WHERE k = ?", value, key);
      case SET -> run("INSERT INTO h VALUES (?, ?, ?)", value, key, key / GROUP);
    }
  }

  /** Reads the key: by itself, with its neighbours, or through the secondary index. */
  List<Read> read(int key, Random random) throws SQLException {
    int group = key / GROUP * GROUP;
    return switch (random.nextInt(3)) {
      case 0 -> reads("k = ?", key, key, key);
      case 1 -> reads("k BETWEEN ? AND ?", key, key + 2, key, key + 2);
      default -> reads("g = ?", group, group + GROUP - 1, key / GROUP);
    };
  }

  Read readOne(int key) throws SQLException {
    return reads("k = ?", key, key, key).get(0);
  }

  private List<Read> reads(String condition, int first, int last, Object... parameters)
      throws SQLException {
    Map<Integer, List<Integer>> values = new HashMap<>();
    String columns = workload == Workload.REGISTER ? "k, p, v" : "k, v";
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + columns + " FROM h WHERE " + condition)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<Integer> seen = values.computeIfAbsent(rows.getInt(1), k -> new ArrayList<>());
          switch (workload) {
            case LIST -> seen.addAll(list(rows.getString(2)));
            case REGISTER -> seen.addAll(List.of(rows.getInt(2), rows.getInt(3)));
            case SET -> seen.add(rows.getInt(2));
          }
        }
      }
    }
    List<Read> reads = new ArrayList<>();
    for (int key = first; key <= last; key++) {
      List<Integer> seen = values.get(key);
      if (seen != null || workload == Workload.SET) {
        reads.add(new Read(key, seen == null ? List.of() : seen));
      }
    }
    return reads;
  }

  private static List<Integer> list(String text) {
    List<Integer> list = new ArrayList<>();
    for (String value : text.split(",", -1)) {
      if (!value.isEmpty()) {
        list.add(Integer.valueOf(value));
      }
    }
    return list;
  }

  private void run(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      int count = statement.executeUpdate();
      if (count != 1) {
        throw new SQLException(sql + " changed " + count + " rows");
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
