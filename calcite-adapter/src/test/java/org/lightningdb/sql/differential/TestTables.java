package org.lightningdb.sql.differential;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * NULL-rich rows for the tables that are asked about, all of one shape.
 *
 * @param rows by name of the table
 */
record TestTables(Map<String, List<List<@Nullable Object>>> rows) {
  /** The columns as both databases declare them. */
  static final String COLUMNS =
      "(id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b INTEGER NOT NULL, c VARCHAR(10),"
          + " d DECIMAL(8, 2), f DATE, g BOOLEAN, h BIGINT, e DOUBLE PRECISION, m TIMESTAMP(3),"
          + " k CHAR(4))";

  static TestTables random(Random random) {
    Map<String, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();
    for (int table = 1; table <= 3; table++) {
      List<List<@Nullable Object>> data = new ArrayList<>();
      int count = 12 + random.nextInt(15);
      for (int id = 1; id <= count; id++) {
        data.add(row(id, random));
      }
      rows.put("t" + table, data);
    }
    rows.put("empty", List.of());
    return new TestTables(rows);
  }

  private static List<@Nullable Object> row(int id, Random random) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(id);
    row.add(maybe(random.nextInt(6), random));
    row.add(random.nextInt(5));
    row.add(maybe(List.of("", "a", "ab", "abc", "b", "bcd", "x y").get(random.nextInt(7)), random));
    row.add(maybe(BigDecimal.valueOf(random.nextInt(800) - 200, 2), random));
    row.add(maybe(LocalDate.of(2020, 1 + random.nextInt(3), 1 + random.nextInt(3)), random));
    row.add(maybe(random.nextBoolean(), random));
    row.add(maybe((long) random.nextInt(4) * 1_000_000_000L, random));
    row.add(maybe(random.nextInt(8) / 4.0, random));
    LocalDateTime time = LocalDateTime.of(2020, 1, 1 + random.nextInt(2), random.nextInt(3), 0);
    row.add(maybe(time, random));
    row.add(maybe(List.of("a   ", "ab  ", "bcde", "z   ").get(random.nextInt(4)), random));
    return row;
  }

  private static @Nullable Object maybe(Object value, Random random) {
    return random.nextInt(4) == 0 ? null : value;
  }

  /** The same without some rows of one table. */
  TestTables without(String table, int from, int to) {
    Map<String, List<List<@Nullable Object>>> changed = new LinkedHashMap<>(rows);
    List<List<@Nullable Object>> remaining = new ArrayList<>(rows.getOrDefault(table, List.of()));
    remaining.subList(from, to).clear();
    changed.put(table, remaining);
    return new TestTables(changed);
  }

  /** Statements that make these tables. */
  String script() {
    StringBuilder script = new StringBuilder();
    rows.forEach(
        (name, data) -> {
          script.append("CREATE TABLE " + name + COLUMNS + storage(name) + ";\n");
          indexes(name).forEach(index -> script.append(index).append(";\n"));
          data.forEach(
              row -> script.append("INSERT INTO " + name + " VALUES (" + literals(row) + ");\n"));
        });
    return script.toString();
  }

  /** How we keep the rows. */
  static String storage(String name) {
    return name.equals("t2") ? " WITH (storage = 'lsm')" : "";
  }

  /** The secondary indexes, as we declare them. */
  static List<String> indexes(String name) {
    return List.of(
        "CREATE INDEX " + name + "_ab ON " + name + " (a, b)",
        "CREATE INDEX " + name + "_c ON " + name + " (c DESC) INCLUDE (h, k)",
        "CREATE INDEX " + name + "_df ON " + name + " (d, f DESC, a)");
  }

  private static String literals(List<@Nullable Object> row) {
    List<String> literals = new ArrayList<>();
    for (Object value : row) {
      literals.add(
          value instanceof String
              ? "'" + value + "'"
              : value instanceof LocalDate
                  ? "DATE '" + value + "'"
                  : value instanceof LocalDateTime time
                      ? "TIMESTAMP '" + java.sql.Timestamp.valueOf(time) + "'"
                      : String.valueOf(value));
    }
    return String.join(", ", literals);
  }
}
