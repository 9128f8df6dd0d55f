package org.lightningdb.jdbc.remote;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;

/** A statement that is prepared on the server. */
final class RemoteStatement implements LinkStatement {
  private final RemoteLink link;
  private final String sql;
  private final Meta.StatementHandle handle;
  private final List<LinkType> parameters;
  private final List<LinkColumn> columns;
  private boolean closed;

  RemoteStatement(RemoteLink link, String sql, Meta.StatementHandle prepared) {
    this.link = link;
    this.sql = sql;
    this.handle = new Meta.StatementHandle(prepared.connectionId, prepared.id, null);
    this.parameters = prepared.signature.parameters.stream().map(WireColumns::fromWire).toList();
    this.columns = prepared.signature.columns.stream().map(WireColumns::fromWire).toList();
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public boolean returnsRows() {
    return !columns.isEmpty();
  }

  @Override
  public List<LinkType> parameters() {
    return parameters;
  }

  @Override
  public List<LinkColumn> columns() {
    return columns;
  }

  @Override
  public LinkResult execute(List<@Nullable Object> values, ExecuteRequest request)
      throws SQLException {
    checkOpen();
    link.executes(sql);
    Service.ExecuteResponse response =
        link.call(
            new Service.ExecuteRequest(handle, toWire(values), link.fetchSize(request)),
            Service.ExecuteResponse.class,
            RemoteLink.headers(request, request.rowsMax()));
    return link.result(
        response, request, id -> link.callPath(RemoteLink.closeRowsPath(link.id(), id)));
  }

  @Override
  public BatchOutcome executeBatch(
      List<List<@Nullable Object>> parameterRows, ExecuteRequest request) throws SQLException {
    checkOpen();
    List<List<TypedValue>> rows = new ArrayList<>(parameterRows.size());
    for (List<@Nullable Object> row : parameterRows) {
      rows.add(toWire(row));
    }
    Service.ExecuteBatchResponse response =
        link.call(
            new Service.ExecuteBatchRequest(handle.connectionId, handle.id, rows),
            Service.ExecuteBatchResponse.class,
            RemoteLink.headers(request, 0));
    if (response.missingStatement) {
      throw RemoteLink.missing();
    }
    List<Long> counts = Arrays.stream(response.updateCounts).boxed().toList();
    RowStream keys = request.generatedKeys() == null ? null : link.batchKeys(handle.id);
    return new BatchOutcome(counts, keys);
  }

  private static List<TypedValue> toWire(List<@Nullable Object> values) {
    List<TypedValue> parameters = new ArrayList<>(values.size());
    for (Object value : values) {
      parameters.add(WireValues.toParameter(value));
    }
    return parameters;
  }

  private void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.of(SqlErrors.OBJECT_CLOSED, "the statement is closed");
    }
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      link.closeStatement(handle.id);
    }
  }
}
