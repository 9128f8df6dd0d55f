package org.lightningdb.server.net;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.Service.ResultSetResponse;
import org.apache.calcite.avatica.remote.Service.RpcMetadataResponse;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.remote.WireColumns;
import org.lightningdb.jdbc.remote.WireValues;

/** Runs statements of one connection for one request and makes results of what they return. */
final class Executions {
  private final String connectionId;
  private final ServerConnection connection;
  private final RequestWishes wishes;
  private final RpcMetadataResponse rpcMetadata;

  Executions(
      String connectionId,
      ServerConnection connection,
      RequestWishes wishes,
      RpcMetadataResponse rpcMetadata) {
    this.connectionId = connectionId;
    this.connection = connection;
    this.wishes = wishes;
    this.rpcMetadata = rpcMetadata;
  }

  /**
   * Runs {@code sql}.
   *
   * @param statement whose id the result gets; null = a new one, if rows remain
   */
  List<ResultSetResponse> direct(
      @Nullable ServerStatement statement, String sql, long rowsMax, int frameRows)
      throws SQLException {
    if (wishes.batchKeys()) {
      return batchKeys(statement);
    }
    if (statement != null) {
      statement.closeResults();
    }
    ExecuteRequest request = wishes.toRequest(rowsMax, frameRows);
    return results(statement, sql, connection.link().execute(sql, request), frameRows);
  }

  /** Runs the prepared statement. */
  List<ResultSetResponse> prepared(
      ServerStatement statement, LinkStatement prepared, List<TypedValue> parameters, int frameRows)
      throws SQLException {
    statement.closeResults();
    ExecuteRequest request = wishes.toRequest(statement.rowsMax(), frameRows);
    LinkResult result = prepared.execute(values(parameters), request);
    return results(statement, prepared.sql(), result, frameRows);
  }

  /** Runs the prepared statement once for each row of parameters. */
  long[] batch(
      ServerStatement statement, LinkStatement prepared, List<List<TypedValue>> parameterRows)
      throws SQLException {
    statement.closeResults();
    List<List<@Nullable Object>> rows = new ArrayList<>(parameterRows.size());
    for (List<TypedValue> row : parameterRows) {
      rows.add(values(row));
    }
    LinkStatement.BatchOutcome outcome = prepared.executeBatch(rows, wishes.toRequest(0, 0));
    statement.keepBatchKeys(outcome.generatedKeys());
    return outcome.updateCounts().stream().mapToLong(Long::longValue).toArray();
  }

  /** Runs several statements without parameters. */
  long[] batch(List<String> commands) throws SQLException {
    long[] counts = new long[commands.size()];
    for (int i = 0; i < counts.length; i++) {
      ExecuteRequest request =
          new ExecuteRequest(ExecuteRequest.Expected.COUNT, wishes.timeoutMillis(), 0, 0, null);
      try (LinkResult result = connection.link().execute(commands.get(i), request)) {
        counts[i] = result.updateCount();
      }
    }
    return counts;
  }

  private List<ResultSetResponse> batchKeys(@Nullable ServerStatement statement)
      throws SQLException {
    RowStream keys = statement == null ? null : statement.takeBatchKeys();
    return keys == null ? List.of() : List.of(wholeResult(statementId(statement), keys));
  }

  private List<ResultSetResponse> results(
      @Nullable ServerStatement statement, String sql, LinkResult result, int frameRows)
      throws SQLException {
    RowStream rows = result.rows();
    if (rows != null) {
      return List.of(rowsResult(statement, sql, rows, frameRows));
    }
    List<ResultSetResponse> responses = new ArrayList<>();
    int id = statementId(statement);
    responses.add(
        new ResultSetResponse(
            connectionId, id, false, null, null, result.updateCount(), rpcMetadata));
    RowStream keys = result.generatedKeys();
    if (keys != null) {
      responses.add(wholeResult(id, keys));
    }
    return responses;
  }

  private ResultSetResponse rowsResult(
      @Nullable ServerStatement statement, String sql, RowStream rows, int frameRows)
      throws SQLException {
    OpenRows open = new OpenRows(rows, wishes.fineTime());
    boolean kept = false;
    try {
      Meta.Frame frame = open.frame(0, frameRows);
      int id = statementId(statement);
      if (!frame.done) {
        ServerStatement keeper = statement == null ? connection.newStatement() : statement;
        keeper.keep(open);
        kept = true;
        id = keeper.id();
      }
      return new ResultSetResponse(
          connectionId,
          id,
          true,
          WireColumns.signature(open.columns(), sql, List.of()),
          frame,
          -1,
          rpcMetadata);
    } finally {
      if (!kept) {
        open.close();
      }
    }
  }

  private ResultSetResponse wholeResult(int statementId, RowStream rows) throws SQLException {
    try (OpenRows open = new OpenRows(rows, wishes.fineTime())) {
      Meta.Signature signature = WireColumns.signature(open.columns(), null, List.of());
      return new ResultSetResponse(
          connectionId, statementId, true, signature, open.allRows(), -1, rpcMetadata);
    }
  }

  private static int statementId(@Nullable ServerStatement statement) {
    return statement == null ? 0 : statement.id();
  }

  private static List<@Nullable Object> values(List<TypedValue> parameters) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(parameters.size());
    for (TypedValue parameter : parameters) {
      if (parameter == null) {
        throw SqlErrors.of(
            SqlErrors.INVALID_ARGUMENT, "parameter " + (values.size() + 1) + " is not set");
      }
      try {
        values.add(WireValues.fromParameter(parameter));
      } catch (IllegalArgumentException e) {
        throw SqlErrors.notSupported(String.valueOf(e.getMessage()));
      }
    }
    return values;
  }
}
