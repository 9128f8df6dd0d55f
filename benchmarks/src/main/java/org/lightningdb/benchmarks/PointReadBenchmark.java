package org.lightningdb.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Prepared lookups by primary key and short ranges over a secondary index, in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PointReadBenchmark {
  /** Rows in the table. */
  @Param("100000")
  private int rows;

  private final SplittableRandom random = new SplittableRandom(42);
  private Connection connection;
  private PreparedStatement byKey;
  private PreparedStatement byIndex;

  /** Fills the table. */
  @Setup(Level.Trial)
  public void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:lightning:mem:point-read-benchmark");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INT PRIMARY KEY, k INT, v VARCHAR(40))");
    }
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setInt(1, i);
        insert.setInt(2, i / 10);
        insert.setString(3, "value of row " + i);
        insert.addBatch();
        if (i % 1000 == 999) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE INDEX t_k ON t (k)");
    }
    byKey = connection.prepareStatement("SELECT v FROM t WHERE id = ?");
    byIndex = connection.prepareStatement("SELECT v FROM t WHERE k = ?");
  }

  /** One row by its primary key. */
  @Benchmark
  public String primaryKey() throws SQLException {
    byKey.setInt(1, random.nextInt(rows));
    try (ResultSet row = byKey.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** Ten rows through a secondary index. */
  @Benchmark
  public int secondaryIndex() throws SQLException {
    byIndex.setInt(1, random.nextInt(rows / 10));
    int length = 0;
    try (ResultSet row = byIndex.executeQuery()) {
      while (row.next()) {
        length += row.getString(1).length();
      }
    }
    return length;
  }

  /** Closes the database. */
  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }
}
