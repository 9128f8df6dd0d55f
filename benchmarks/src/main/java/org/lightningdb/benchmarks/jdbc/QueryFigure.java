package org.lightningdb.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query answered and took.
 *
 * @param wallMillis the median of the rounds
 * @param processorMillis the mean of the rounds
 */
public record QueryFigure(Answer answer, double wallMillis, double processorMillis) {
  /**
   * Enough of an answer to compare engines by.
   *
   * @param sum of all numbers
   */
  public record Answer(long rows, double sum) {}

  /**
   * Asks once, then measures.
   *
   * @param limitSeconds of each execution; 0 = none
   * @throws SQLException also when the limit is passed
   */
  public static QueryFigure measure(
      Connection connection, ProcessorTime processor, String sql, int rounds, int limitSeconds)
      throws SQLException {
    Answer answer = ask(connection, sql, limitSeconds);
    List<Double> wall = new ArrayList<>();
    long processorStart = processor.nanos();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      ask(connection, sql, limitSeconds);
      wall.add((System.nanoTime() - start) / 1e6);
    }
    double busy = (processor.nanos() - processorStart) / 1e6 / rounds;
    wall.sort(null);
    return new QueryFigure(answer, wall.get(rounds / 2), busy);
  }

  /** Reads all rows of a query. */
  public static Answer ask(Connection connection, String sql, int limitSeconds)
      throws SQLException {
    long rows = 0;
    double sum = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(limitSeconds);
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          rows++;
          for (int i = 1; i <= columns; i++) {
            sum += result.getObject(i) instanceof Number number ? number.doubleValue() : 0;
          }
        }
      }
    }
    return new Answer(rows, sum);
  }
}
