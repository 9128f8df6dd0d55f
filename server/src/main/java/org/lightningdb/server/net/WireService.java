package org.lightningdb.server.net;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.AvaticaUtils;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.proto.Common;
import org.apache.calcite.avatica.proto.Requests;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.remote.WireColumns;
import org.lightningdb.jdbc.remote.WireExtensions;

/**
 * Answers one request of the protocol. Requests about metadata are in {@link MetadataService}.
 *
 * <p>A lost connection is reported as an error like any other, never in the form that makes a
 * client open it anew and go on: the first half of its transaction would be missing.
 */
final class WireService extends MetadataService {
  WireService(
      ServerConnections connections,
      String user,
      RequestWishes wishes,
      Service.RpcMetadataResponse rpcMetadata) {
    super(connections, user, wishes, rpcMetadata);
  }

  @Override
  public OpenConnectionResponse apply(OpenConnectionRequest request) {
    return answer(
        () -> {
          String database =
              request.info == null ? "" : request.info.getOrDefault(WireExtensions.DATABASE, "");
          connections.open(request.connectionId, user, database);
          return new OpenConnectionResponse(rpcMetadata);
        });
  }

  @Override
  public CloseConnectionResponse apply(CloseConnectionRequest request) {
    return answer(
        () -> {
          connections.close(request.connectionId, user);
          return new CloseConnectionResponse(rpcMetadata);
        });
  }

  @Override
  public ConnectionSyncResponse apply(ConnectionSyncRequest request) {
    return with(
        request.connectionId,
        connection ->
            new ConnectionSyncResponse(connection.synchronize(request.connProps), rpcMetadata));
  }

  @Override
  public CreateStatementResponse apply(CreateStatementRequest request) {
    return with(
        request.connectionId,
        connection ->
            new CreateStatementResponse(
                request.connectionId, connection.newStatement().id(), rpcMetadata));
  }

  @Override
  public CloseStatementResponse apply(CloseStatementRequest request) {
    return with(
        request.connectionId,
        connection -> {
          connection.closeStatement(request.statementId);
          return new CloseStatementResponse(rpcMetadata);
        });
  }

  @Override
  public PrepareResponse apply(PrepareRequest request) {
    return with(
        request.connectionId,
        connection -> {
          ServerStatement statement = connection.prepare(request.sql, request.maxRowCount);
          LinkStatement prepared = prepared(statement);
          Meta.Signature signature =
              WireColumns.signature(prepared.columns(), request.sql, prepared.parameters());
          return new PrepareResponse(
              new Meta.StatementHandle(request.connectionId, statement.id(), signature),
              rpcMetadata);
        });
  }

  @Override
  public ExecuteResponse apply(PrepareAndExecuteRequest request) {
    return with(
        request.connectionId,
        connection -> {
          ServerStatement statement = connection.statement(request.statementId);
          if (statement == null && request.statementId != WireExtensions.NEW_STATEMENT) {
            return new ExecuteResponse(null, true, rpcMetadata);
          }
          return new ExecuteResponse(
              executions(request.connectionId, connection)
                  .direct(statement, request.sql, request.maxRowCount, request.maxRowsInFirstFrame),
              false,
              rpcMetadata);
        });
  }

  @Override
  public ExecuteResponse apply(ExecuteRequest request) {
    Meta.StatementHandle handle = request.statementHandle;
    return with(
        handle.connectionId,
        connection -> {
          ServerStatement statement = connection.statement(handle.id);
          if (statement == null) {
            return new ExecuteResponse(null, true, rpcMetadata);
          }
          List<TypedValue> parameters =
              request.parameterValues == null ? List.of() : request.parameterValues;
          return new ExecuteResponse(
              executions(handle.connectionId, connection)
                  .prepared(
                      statement,
                      prepared(statement),
                      parameters,
                      AvaticaUtils.toSaturatedInt(request.maxRowCount)),
              false,
              rpcMetadata);
        });
  }

  @Override
  public FetchResponse apply(FetchRequest request) {
    return with(
        request.connectionId,
        connection -> {
          ServerStatement statement = connection.statement(request.statementId);
          OpenRows rows = statement == null ? null : statement.rows();
          if (rows == null) {
            throw SqlErrors.of(
                SqlErrors.INVALID_CURSOR_STATE,
                "statement " + request.statementId + " has no open result");
          }
          Meta.Frame frame = rows.frame(request.offset, request.fetchMaxRowCount);
          return new FetchResponse(frame, false, false, rpcMetadata);
        });
  }

  /** Running a query anew from the middle may give other rows, so it is refused. */
  @Override
  public SyncResultsResponse apply(SyncResultsRequest request) {
    throw WireErrors.of(
        SqlErrors.INVALID_CURSOR_STATE, "the result of the statement is gone; execute it again");
  }

  @Override
  public CommitResponse apply(CommitRequest request) {
    return with(
        request.connectionId,
        connection -> {
          connection.link().commit();
          return EmptyAnswers.COMMITTED;
        });
  }

  @Override
  public RollbackResponse apply(RollbackRequest request) {
    return with(
        request.connectionId,
        connection -> {
          connection.link().rollback();
          return EmptyAnswers.ROLLED_BACK;
        });
  }

  @Override
  public ExecuteBatchResponse apply(PrepareAndExecuteBatchRequest request) {
    return with(
        request.connectionId,
        connection ->
            new ExecuteBatchResponse(
                request.connectionId,
                request.statementId,
                executions(request.connectionId, connection).batch(request.sqlCommands),
                false,
                rpcMetadata));
  }

  @Override
  public ExecuteBatchResponse apply(ExecuteBatchRequest request) {
    return with(
        request.connectionId,
        connection -> {
          ServerStatement statement = connection.statement(request.statementId);
          if (statement == null) {
            return new ExecuteBatchResponse(
                request.connectionId, request.statementId, null, true, rpcMetadata);
          }
          long[] counts =
              executions(request.connectionId, connection)
                  .batch(statement, prepared(statement), parameterRows(request));
          return new ExecuteBatchResponse(
              request.connectionId, request.statementId, counts, false, rpcMetadata);
        });
  }

  private static List<List<TypedValue>> parameterRows(ExecuteBatchRequest request) {
    if (!request.hasProtoUpdateBatches()) {
      return request.parameterValues;
    }
    List<List<TypedValue>> rows = new ArrayList<>();
    for (Requests.UpdateBatch batch : request.getProtoUpdateBatches()) {
      List<TypedValue> row = new ArrayList<>(batch.getParameterValuesCount());
      for (Common.TypedValue value : batch.getParameterValuesList()) {
        row.add(TypedValue.fromProto(value));
      }
      rows.add(row);
    }
    return rows;
  }

  private static LinkStatement prepared(ServerStatement statement) throws SQLException {
    @Nullable LinkStatement prepared = statement.prepared();
    if (prepared == null) {
      throw SqlErrors.of("26000", "statement " + statement.id() + " was not prepared");
    }
    return prepared;
  }
}
