package org.lightningdb.jdbc.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.Service;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * A connection to a server. Every call is one request and its answer; requests of the same link
 * follow each other, only {@link #cancel} and {@link #close} overtake.
 */
final class RemoteLink implements Link {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Statements after which the properties of the transaction may be others. */
  private static final Set<String> PROPERTY_WORDS =
      Set.of("SET", "BEGIN", "START", "COMMIT", "ROLLBACK", "END", "RESET");

  /** How to close the server's side of a result. */
  interface ResultClosing {
    void close(int statementId) throws SQLException;
  }

  private final WireClient client;
  private final String id = UUID.randomUUID().toString();
  private final String user;
  private final int fetchRows;
  private Meta.@Nullable ConnectionProperties properties;
  private volatile boolean closed;

  private RemoteLink(WireClient client, String user, int fetchRows) {
    this.client = client;
    this.user = user;
    this.fetchRows = fetchRows;
  }

  /**
   * Opens a link.
   *
   * @param patience how long to wait for the server's first answer
   * @param fetchRows rows of a frame unless a statement says otherwise
   */
  static RemoteLink open(WireClient client, LinkAddress address, Duration patience, int fetchRows)
      throws SQLException {
    RemoteLink link = new RemoteLink(client, address.user(), fetchRows);
    Map<String, String> info =
        address.location().isEmpty()
            ? Map.of()
            : Map.of(WireExtensions.DATABASE, address.location());
    client.call(
        new Service.OpenConnectionRequest(link.id, info),
        Service.OpenConnectionResponse.class,
        Map.of(),
        patience);
    return link;
  }

  String id() {
    return id;
  }

  <R extends Service.Response> R call(
      Service.Request request, Class<R> answer, Map<String, String> headers) throws SQLException {
    if (isClosed()) {
      throw SqlErrors.of(SqlErrors.CONNECTION_CLOSED, "the connection is closed");
    }
    return client.call(request, answer, headers);
  }

  private <R extends Service.Response> R call(Service.Request request, Class<R> answer)
      throws SQLException {
    return call(request, answer, Map.of());
  }

  boolean callPath(String path) throws SQLException {
    return client.callPath(path, PATIENCE);
  }

  static String closeRowsPath(String connectionId, int statementId) {
    return path(WireExtensions.CLOSE_ROWS_PATH, connectionId)
        + "&"
        + WireExtensions.STATEMENT
        + "="
        + statementId;
  }

  private static String path(String path, String connectionId) {
    return path
        + "?"
        + WireExtensions.CONNECTION
        + "="
        + URLEncoder.encode(connectionId, StandardCharsets.UTF_8);
  }

  /** The headers that say what the protocol cannot. */
  static Map<String, String> headers(ExecuteRequest request, long rowsMax) {
    Map<String, String> headers = new HashMap<>();
    headers.put(WireExtensions.FINE_TIME, "on");
    if (request.timeoutMillis() > 0) {
      headers.put(WireExtensions.TIMEOUT_MILLIS, Long.toString(request.timeoutMillis()));
    }
    if (rowsMax > 0) {
      headers.put(WireExtensions.ROWS_MAX, Long.toString(rowsMax));
    }
    if (request.expected() != ExecuteRequest.Expected.ANY) {
      headers.put(WireExtensions.EXPECTED, request.expected().name());
    }
    List<String> keys = request.generatedKeys();
    if (keys != null) {
      headers.put(WireExtensions.GENERATED_KEYS, WireExtensions.encodeNames(keys));
    }
    return headers;
  }

  int fetchSize(ExecuteRequest request) {
    return request.fetchSize() > 0 ? request.fetchSize() : fetchRows;
  }

  static SQLException missing() {
    return SqlErrors.of("26000", "the server does not know the statement any more");
  }

  /** Called before {@code sql} runs. */
  void executes(String sql) {
    String word = sql.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
    if (PROPERTY_WORDS.contains(word)) {
      properties = null;
    }
  }

  @Override
  public LinkStatement prepare(String sql) throws SQLException {
    Service.PrepareResponse response =
        call(new Service.PrepareRequest(id, sql, -1), Service.PrepareResponse.class);
    return new RemoteStatement(this, sql, response.statement);
  }

  @Override
  public LinkResult execute(String sql, ExecuteRequest request) throws SQLException {
    executes(sql);
    Service.ExecuteResponse response =
        call(
            new Service.PrepareAndExecuteRequest(
                id, WireExtensions.NEW_STATEMENT, sql, -1, fetchSize(request)),
            Service.ExecuteResponse.class,
            headers(request, request.rowsMax()));
    return result(response, request, this::closeStatement);
  }

  /** What an execution returned. */
  LinkResult result(Service.ExecuteResponse response, ExecuteRequest request, ResultClosing closing)
      throws SQLException {
    if (response.missingStatement) {
      throw missing();
    }
    Service.ResultSetResponse first = response.results.get(0);
    if (first.updateCount == -1) {
      return LinkResult.ofRows(
          new RemoteRows(this, first, fetchSize(request), () -> closing.close(first.statementId)));
    }
    RowStream keys = response.results.size() < 2 ? null : wholeRows(response.results.get(1));
    return LinkResult.ofCount(first.updateCount, keys);
  }

  /** The keys of the batch that the statement ran last. */
  @Nullable RowStream batchKeys(int statementId) throws SQLException {
    Service.ExecuteResponse response =
        call(
            new Service.PrepareAndExecuteRequest(id, statementId, "", -1, -1),
            Service.ExecuteResponse.class,
            Map.of(WireExtensions.BATCH_KEYS, "true"));
    return response.results == null || response.results.isEmpty()
        ? null
        : wholeRows(response.results.get(0));
  }

  private RowStream wholeRows(Service.ResultSetResponse response) {
    return new RemoteRows(this, response, 0, () -> {});
  }

  Meta.Frame fetch(int statementId, long offset, int rowsMax) throws SQLException {
    Service.FetchResponse response =
        call(
            new Service.FetchRequest(id, statementId, offset, rowsMax),
            Service.FetchResponse.class);
    if (response.missingStatement || response.missingResults || response.frame == null) {
      throw SqlErrors.of(SqlErrors.INVALID_CURSOR_STATE, "the result is closed");
    }
    return response.frame;
  }

  void closeStatement(int statementId) throws SQLException {
    if (!isClosed()) {
      call(
          new Service.CloseStatementRequest(id, statementId), Service.CloseStatementResponse.class);
    }
  }

  @Override
  public boolean autoCommit() throws SQLException {
    return Objects.requireNonNullElse(known().isAutoCommit(), true);
  }

  private Meta.ConnectionProperties known() throws SQLException {
    Meta.ConnectionProperties now = properties;
    return now == null ? synchronize(new ConnectionPropertiesImpl()) : now;
  }

  private Meta.ConnectionProperties synchronize(ConnectionPropertiesImpl wanted)
      throws SQLException {
    properties = null;
    Meta.ConnectionProperties now =
        call(new Service.ConnectionSyncRequest(id, wanted), Service.ConnectionSyncResponse.class)
            .connProps;
    properties = now;
    return now;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    synchronize(new ConnectionPropertiesImpl(autoCommit, null, null, null, null));
  }

  @Override
  public void commit() throws SQLException {
    call(new Service.CommitRequest(id), Service.CommitResponse.class);
  }

  @Override
  public void rollback() throws SQLException {
    call(new Service.RollbackRequest(id), Service.RollbackResponse.class);
  }

  @Override
  public void setSavepoint(String name) throws SQLException {
    run("SAVEPOINT " + quoted(name));
  }

  @Override
  public void rollbackToSavepoint(String name) throws SQLException {
    run("ROLLBACK TO SAVEPOINT " + quoted(name));
  }

  @Override
  public void releaseSavepoint(String name) throws SQLException {
    run("RELEASE SAVEPOINT " + quoted(name));
  }

  private void run(String sql) throws SQLException {
    execute(sql, ExecuteRequest.PLAIN).close();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public int isolation() throws SQLException {
    return Objects.requireNonNull(known().getTransactionIsolation());
  }

  @Override
  public void setIsolation(int isolation) throws SQLException {
    synchronize(new ConnectionPropertiesImpl(null, null, isolation, null, null));
  }

  @Override
  public boolean readOnly() throws SQLException {
    return Objects.requireNonNullElse(known().isReadOnly(), false);
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    synchronize(new ConnectionPropertiesImpl(null, readOnly, null, null, null));
  }

  @Override
  public String schema() throws SQLException {
    return Objects.requireNonNullElse(known().getSchema(), "");
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    synchronize(new ConnectionPropertiesImpl(null, null, null, null, schema));
  }

  @Override
  public void cancel() throws SQLException {
    if (!isClosed()) {
      callPath(path(WireExtensions.CANCEL_PATH, id));
    }
  }

  @Override
  public boolean isValid(int timeoutSeconds) {
    if (isClosed()) {
      return false;
    }
    Duration patience = timeoutSeconds <= 0 ? PATIENCE : Duration.ofSeconds(timeoutSeconds);
    String path =
        path(WireExtensions.VALID_PATH, id)
            + "&"
            + WireExtensions.TIMEOUT_SECONDS
            + "="
            + patience.toSeconds();
    try {
      return client.callPath(path, patience);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public boolean isClosed() {
    return closed || client.isBroken();
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String databaseVersion() {
    return client.databaseVersion();
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    if (client.isBroken()) {
      return;
    }
    try {
      client.call(
          new Service.CloseConnectionRequest(id),
          Service.CloseConnectionResponse.class,
          Map.of(),
          PATIENCE);
    } catch (SQLException e) {
      boolean serverIsGone = String.valueOf(e.getSQLState()).startsWith("08");
      if (!serverIsGone) {
        throw e;
      }
    }
  }
}
