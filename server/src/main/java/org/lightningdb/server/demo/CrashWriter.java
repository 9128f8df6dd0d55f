package org.lightningdb.server.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that is killed: several threads commit small transactions without end, and after each
 * acknowledged commit write {@code writer number} to standard output. Every transaction inserts
 * {@link #ROWS_PER_TRANSACTION} rows, so that half a transaction would be noticed.
 */
public final class CrashWriter {
  static final int WRITERS = 4;
  static final int ROWS_PER_TRANSACTION = 3;
  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS crash_log (
        writer INTEGER NOT NULL,
        number BIGINT NOT NULL,
        part INTEGER NOT NULL,
        note VARCHAR(80) NOT NULL,
        PRIMARY KEY (writer, number, part))""";

  private final String url;
  private final PrintStream acknowledgements;

  private CrashWriter(String url, PrintStream acknowledgements) {
    this.url = url;
    this.acknowledgements = acknowledgements;
  }

  /**
   * Commits until it is killed.
   *
   * @param arguments the URL of the database
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    CrashWriter crashWriter = new CrashWriter(arguments[0], out);
    List<Thread> threads = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      Thread thread = new Thread(() -> crashWriter.run(number), "crash-writer-" + writer);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void run(int writer) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO crash_log VALUES (?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      for (long number = 1; ; number++) {
        for (int part = 0; part < ROWS_PER_TRANSACTION; part++) {
          insert.setInt(1, writer);
          insert.setLong(2, number);
          insert.setInt(3, part);
          insert.setString(4, "transaction " + number + " of writer " + writer);
          insert.executeUpdate();
        }
        connection.commit();
        acknowledgements.println(writer + " " + number);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("writer " + writer + " failed", e);
    }
  }
}
