package org.lightningdb.benchmarks.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** What one thread does on its connection, again and again. */
enum Measure {
  /** A prepared lookup by primary key. */
  PREPARED_KEY(1),
  /** The same by eight threads. */
  PREPARED_KEY_8_THREADS(8),
  /** Lookups by key whose text differs in the number only. */
  OTHER_LITERALS(1),
  /** Texts of which no two are alike: columns, conditions, order, groups, joins. */
  OTHER_STRUCTURE(1),
  /** Lookups by key of which no two name the same columns in the same order. */
  OTHER_COLUMNS(1),
  /** A prepared range of a hundred rows of a secondary index. */
  PREPARED_RANGE(1),
  /** A prepared update of one row by key, fifty to a transaction that is rolled back. */
  PREPARED_UPDATE(1),
  /** The same with the numbers in the text. */
  UPDATE_OTHER_LITERALS(1),
  /** An INSERT of a thousand rows of literals, rolled back. */
  INSERT_1000_ROWS(1);

  static final int ROWS_PER_GROUP = 100;
  private static final int ROWS_INSERTED = 1000;
  private static final int STATEMENTS_PER_TRANSACTION = 50;

  private final int threads;

  Measure(int threads) {
    this.threads = threads;
  }

  int threads() {
    return threads;
  }

  /** One thread's loop until {@code done}; returns how many statements it ran. */
  long run(Connection connection, int rows, SplittableRandom random, Stop stop)
      throws SQLException {
    return switch (this) {
      case PREPARED_KEY, PREPARED_KEY_8_THREADS -> prepared(connection, rows, random, stop);
      case OTHER_LITERALS ->
          texts(connection, stop, () -> "SELECT c1, c2 FROM t WHERE id = " + random.nextInt(rows));
      case OTHER_STRUCTURE -> texts(connection, stop, () -> structure(rows, random));
      case OTHER_COLUMNS ->
          texts(
              connection,
              stop,
              () ->
                  "SELECT "
                      + columns("", random)
                      + " FROM t WHERE id = "
                      + random.nextInt(rows)
                      + " AND c1 <> "
                      + random.nextInt());
      case PREPARED_RANGE -> range(connection, rows, random, stop);
      case PREPARED_UPDATE -> update(connection, rows, random, stop);
      case UPDATE_OTHER_LITERALS -> updateTexts(connection, rows, random, stop);
      case INSERT_1000_ROWS -> insert(connection, rows, random, stop);
    };
  }

  /** Says when to stop. */
  interface Stop {
    boolean now();
  }

  private interface Texts {
    String next();
  }

  private static long prepared(Connection connection, int rows, SplittableRandom random, Stop stop)
      throws SQLException {
    long done = 0;
    long sum = 0;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT c1, c2 FROM t WHERE id = ?")) {
      while (!stop.now()) {
        select.setInt(1, random.nextInt(rows));
        try (ResultSet result = select.executeQuery()) {
          require(result.next());
          sum += result.getInt(1) + result.getString(2).length();
          require(!result.next());
        }
        done++;
      }
    }
    require(sum != 1);
    return done;
  }

  private static long texts(Connection connection, Stop stop, Texts texts) throws SQLException {
    long done = 0;
    long sum = 0;
    try (Statement statement = connection.createStatement()) {
      while (!stop.now()) {
        try (ResultSet result = statement.executeQuery(texts.next())) {
          while (result.next()) {
            sum += result.getString(1) == null ? 0 : 1;
          }
        }
        done++;
      }
    }
    require(sum >= 0);
    return done;
  }

  private static long range(Connection connection, int rows, SplittableRandom random, Stop stop)
      throws SQLException {
    long done = 0;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id, c2 FROM t WHERE k = ?")) {
      while (!stop.now()) {
        select.setInt(1, random.nextInt(rows / ROWS_PER_GROUP));
        int count = 0;
        try (ResultSet result = select.executeQuery()) {
          while (result.next()) {
            count += result.getString(2) == null ? 0 : 1;
          }
        }
        require(count == ROWS_PER_GROUP);
        done++;
      }
    }
    return done;
  }

  private static long update(Connection connection, int rows, SplittableRandom random, Stop stop)
      throws SQLException {
    connection.setAutoCommit(false);
    long done = 0;
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE t SET c1 = ? WHERE id = ?")) {
      while (!stop.now()) {
        for (int i = 0; i < STATEMENTS_PER_TRANSACTION; i++, done++) {
          update.setInt(1, random.nextInt());
          update.setInt(2, random.nextInt(rows));
          require(update.executeUpdate() == 1);
        }
        connection.rollback();
      }
    }
    connection.setAutoCommit(true);
    return done;
  }

  private static long updateTexts(
      Connection connection, int rows, SplittableRandom random, Stop stop) throws SQLException {
    connection.setAutoCommit(false);
    long done = 0;
    try (Statement update = connection.createStatement()) {
      while (!stop.now()) {
        for (int i = 0; i < STATEMENTS_PER_TRANSACTION; i++, done++) {
          String sql =
              "UPDATE t SET c1 = " + random.nextInt() + " WHERE id = " + random.nextInt(rows);
          require(update.executeUpdate(sql) == 1);
        }
        connection.rollback();
      }
    }
    connection.setAutoCommit(true);
    return done;
  }

  private static long insert(Connection connection, int rows, SplittableRandom random, Stop stop)
      throws SQLException {
    connection.setAutoCommit(false);
    long done = 0;
    try (Statement insert = connection.createStatement()) {
      while (!stop.now()) {
        StringBuilder sql = new StringBuilder("INSERT INTO t VALUES ");
        for (int i = 0; i < ROWS_INSERTED; i++) {
          sql.append(i == 0 ? "(" : ", (")
              .append(rows + i)
              .append(", ")
              .append(rows + i)
              .append(", ")
              .append(random.nextInt())
              .append(", 'row ")
              .append(i)
              .append("', 1.25, 7, '2026-01-01', NULL)");
        }
        require(insert.executeUpdate(sql.toString()) == ROWS_INSERTED);
        connection.rollback();
        done++;
      }
    }
    connection.setAutoCommit(true);
    return done;
  }

  /** Columns in an order of their own, under names of their own. */
  private static String columns(String alias, SplittableRandom random) {
    String[] names = {"id", "k", "c1", "c2", "c3", "c4", "c5", "c6"};
    for (int i = names.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      String name = names[i];
      names[i] = names[other];
      names[other] = name;
    }
    int count = 2 + random.nextInt(4);
    StringBuilder list = new StringBuilder();
    for (String name : Arrays.copyOf(names, count)) {
      list.append(list.length() == 0 ? "" : ", ").append(alias).append(name);
    }
    return list.append(" AS n").append(random.nextInt(1_000_000)).toString();
  }

  private static String structure(int rows, SplittableRandom random) {
    int key = random.nextInt(rows);
    return switch (random.nextInt(4)) {
      case 0 ->
          String.format(
              Locale.ROOT,
              "SELECT %s FROM t WHERE id IN (%d, %d) AND c3 < %d.5",
              columns("", random),
              key,
              key / 2,
              random.nextInt(100));
      case 1 ->
          String.format(
              Locale.ROOT,
              "SELECT %s FROM t WHERE id BETWEEN %d AND %d AND c4 > %d ORDER BY c1, id",
              columns("", random),
              key,
              key + 10,
              random.nextInt(10));
      case 2 ->
          String.format(
              Locale.ROOT,
              "SELECT c4, COUNT(*) AS n%d, SUM(c1) FROM t WHERE k = %d GROUP BY c4",
              random.nextInt(1_000_000),
              key / ROWS_PER_GROUP);
      default ->
          String.format(
              Locale.ROOT,
              "SELECT %s FROM t a JOIN t b ON b.id = a.c4 WHERE a.id = %d AND b.c3 >= %d",
              columns("a.", random),
              key,
              random.nextInt(10));
    };
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("a statement gave a wrong answer");
    }
  }
}
