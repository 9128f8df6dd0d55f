package org.lightningdb.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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

/**
 * Single-row inserts in auto-commit mode on a real disk. Only rows with the same {@code durability}
 * may be compared; use {@code -t 1}, {@code -t 8}, {@code -t 32} for the number of clients.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class CommitBenchmark {
  /** What a returned commit survives. */
  @Param({"group", "interval", "none"})
  private String durability = "group";

  private final AtomicLong nextId = new AtomicLong();
  private Path directory;
  private String url;

  /** One client. */
  @State(Scope.Thread)
  public static class Client {
    private Connection connection;
    private PreparedStatement insert;

    /** Connects. */
    @Setup(Level.Trial)
    public void open(CommitBenchmark benchmark) throws SQLException {
      connection = DriverManager.getConnection(benchmark.url);
      insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** Creates the database. */
  @Setup(Level.Trial)
  public void open() throws IOException, SQLException {
    directory = Files.createTempDirectory("commit-benchmark");
    url = "jdbc:lightning:" + directory.resolve("db") + ";durability=" + durability;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(100))");
    }
  }

  /** One commit of one row. */
  @Benchmark
  public int insert(Client client) throws SQLException {
    client.insert.setLong(1, nextId.getAndIncrement());
    client.insert.setString(2, "a value of about forty characters, no more");
    return client.insert.executeUpdate();
  }

  /** Deletes the database. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
