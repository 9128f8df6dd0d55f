package org.lightningdb.jdbc.connection;

import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest.Expected;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.result.LightningResultSetMetaData;

/**
 * A statement with its own text, planned once, and parameters. One thread at a time, but cancel.
 */
final class LightningPreparedStatement extends ParameterSetters {
  private final LinkStatement statement;
  private final ParameterValues parameters;
  private final KeyWish keys;
  private final boolean endsTransaction;
  private final List<List<@Nullable Object>> batch = new ArrayList<>();

  LightningPreparedStatement(
      LightningConnection connection, ResultShape shape, LinkStatement statement, KeyWish keys) {
    super(connection, shape);
    this.statement = statement;
    this.parameters = new ParameterValues(statement.parameters().size());
    this.keys = keys;
    this.endsTransaction = SqlScanner.endsTransaction(statement.sql());
  }

  @Override
  void checkTakesText() throws SQLException {
    throw SqlErrors.of(
        SqlErrors.INVALID_ARGUMENT,
        "a PreparedStatement has its own text; use a Statement to run another one");
  }

  @Override
  void set(int index, @Nullable Object value) throws SQLException {
    checkOpen();
    parameters.set(index, value);
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    parameters.clear();
  }

  private void execute(Expected expected) throws SQLException {
    checkOpen();
    List<@Nullable Object> values = parameters.copy();
    dropResults();
    run(endsTransaction, link -> statement.execute(values, request(expected, keys)));
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    execute(Expected.ROWS);
    return currentRows();
  }

  @Override
  public int executeUpdate() throws SQLException {
    return shortCount(executeLargeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    execute(Expected.COUNT);
    return currentCount();
  }

  @Override
  public boolean execute() throws SQLException {
    execute(Expected.ANY);
    return hasRows();
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    batch.add(parameters.copy());
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  /** All rows of parameters as one statement: done completely or, after an error, not at all. */
  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<List<@Nullable Object>> rows = List.copyOf(batch);
    batch.clear();
    dropResults();
    if (rows.isEmpty()) {
      return new long[0];
    }
    try {
      var outcome = withLink(link -> statement.executeBatch(rows, request(Expected.COUNT, keys)));
      setGeneratedKeys(keepKeys(outcome.generatedKeys()));
      return outcome.updateCounts().stream().mapToLong(Long::longValue).toArray();
    } catch (SQLException e) {
      throw batchFailure(e, new long[0]);
    }
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return statement.returnsRows() ? new LightningResultSetMetaData(statement.columns()) : null;
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    return new LightningParameterMetaData(statement.parameters());
  }

  @Override
  public void close() throws SQLException {
    if (!isClosed()) {
      try {
        super.close();
      } finally {
        closeOnLink();
      }
    }
  }

  private void closeOnLink() throws SQLException {
    if (!connection.gate().closed()) {
      withLink(
          link -> {
            statement.close();
            return statement;
          });
    }
  }
}
