package org.lightningdb.server.net;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.SqlErrors;

/** A link whose database is a connection to H2. */
final class H2Link implements Link {
  private final Connection connection;
  private final String user;
  private final Map<String, Savepoint> savepoints = new HashMap<>();
  private volatile @Nullable Statement running;

  H2Link(Connection connection, String user) {
    this.connection = connection;
    this.user = user;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public LinkStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    List<LinkType> parameters = new ArrayList<>();
    for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
      parameters.add(H2Rows.type(statement.getParameterMetaData(), i));
    }
    return new H2Statement(this, sql, statement, List.copyOf(parameters));
  }

  @Override
  public LinkResult execute(String sql, ExecuteRequest request) throws SQLException {
    try (LinkStatement statement = new Unclosed(prepare(sql))) {
      return statement.execute(List.of(), request);
    }
  }

  /** H2's results die with their statement, so a direct execution leaves it open. */
  private record Unclosed(LinkStatement inner) implements LinkStatement {
    @Override
    public String sql() {
      return inner.sql();
    }

    @Override
    public boolean returnsRows() {
      return inner.returnsRows();
    }

    @Override
    public List<LinkType> parameters() {
      return inner.parameters();
    }

    @Override
    public List<org.lightningdb.jdbc.link.LinkColumn> columns() {
      return inner.columns();
    }

    @Override
    public LinkResult execute(List<@Nullable Object> parameters, ExecuteRequest request)
        throws SQLException {
      return inner.execute(parameters, request);
    }

    @Override
    public BatchOutcome executeBatch(
        List<List<@Nullable Object>> parameterRows, ExecuteRequest request) throws SQLException {
      return inner.executeBatch(parameterRows, request);
    }

    @Override
    public void close() {}
  }

  private record H2Statement(
      H2Link link, String sql, PreparedStatement statement, List<LinkType> parameters)
      implements LinkStatement {
    @Override
    public boolean returnsRows() {
      return !columns().isEmpty();
    }

    @Override
    public List<org.lightningdb.jdbc.link.LinkColumn> columns() {
      try {
        return statement.getMetaData() == null
            ? List.of()
            : H2Rows.columns(statement.getMetaData());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public LinkResult execute(List<@Nullable Object> values, ExecuteRequest request)
        throws SQLException {
      if (request.expected() == ExecuteRequest.Expected.ROWS && !returnsRows()) {
        throw SqlErrors.of(SqlErrors.ROWS_EXPECTED, "rows expected");
      }
      PreparedStatement executed = forKeys(request);
      bind(executed, values);
      executed.setLargeMaxRows(request.rowsMax());
      executed.setQueryTimeout((int) ((request.timeoutMillis() + 999) / 1000));
      link.running = executed;
      try {
        if (executed.execute()) {
          return LinkResult.ofRows(new H2Rows(executed.getResultSet()));
        }
        return LinkResult.ofCount(executed.getLargeUpdateCount(), keys(executed, request));
      } finally {
        link.running = null;
      }
    }

    @Override
    public BatchOutcome executeBatch(
        List<List<@Nullable Object>> parameterRows, ExecuteRequest request) throws SQLException {
      PreparedStatement executed = forKeys(request);
      for (List<@Nullable Object> row : parameterRows) {
        bind(executed, row);
        executed.addBatch();
      }
      List<Long> counts = new ArrayList<>();
      for (int count : executed.executeBatch()) {
        counts.add((long) count);
      }
      return new BatchOutcome(counts, keys(executed, request));
    }

    private PreparedStatement forKeys(ExecuteRequest request) throws SQLException {
      List<String> keys = request.generatedKeys();
      if (keys == null) {
        return statement;
      }
      return keys.isEmpty()
          ? link.connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)
          : link.connection.prepareStatement(sql, keys.toArray(new String[0]));
    }

    private static @Nullable H2Rows keys(PreparedStatement executed, ExecuteRequest request)
        throws SQLException {
      return request.generatedKeys() == null ? null : new H2Rows(executed.getGeneratedKeys());
    }

    private static void bind(PreparedStatement executed, List<@Nullable Object> values)
        throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        Object value = values.get(i);
        if (value == null) {
          executed.setNull(i + 1, Types.NULL);
        } else {
          executed.setObject(i + 1, value);
        }
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }

  @Override
  public boolean autoCommit() throws SQLException {
    return connection.getAutoCommit();
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    connection.setAutoCommit(autoCommit);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void setSavepoint(String name) throws SQLException {
    savepoints.put(name, connection.setSavepoint(name));
  }

  @Override
  public void rollbackToSavepoint(String name) throws SQLException {
    connection.rollback(savepoints.get(name));
  }

  @Override
  public void releaseSavepoint(String name) throws SQLException {
    connection.releaseSavepoint(savepoints.remove(name));
  }

  @Override
  public int isolation() throws SQLException {
    return connection.getTransactionIsolation();
  }

  @Override
  public void setIsolation(int isolation) throws SQLException {
    connection.setTransactionIsolation(isolation);
  }

  @Override
  public boolean readOnly() throws SQLException {
    return connection.isReadOnly();
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    connection.setReadOnly(readOnly);
  }

  @Override
  public String schema() throws SQLException {
    return connection.getSchema();
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    connection.setSchema(schema);
  }

  @Override
  public void cancel() throws SQLException {
    Statement statement = running;
    if (statement != null) {
      statement.cancel();
    }
  }

  @Override
  public boolean isValid(int timeoutSeconds) {
    try (Statement statement = connection.createStatement();
        ResultSet one = statement.executeQuery("VALUES 1")) {
      return one.next();
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public boolean isClosed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String databaseVersion() {
    return "7.8.9";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
