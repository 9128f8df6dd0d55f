package org.lightningdb.jdbc.local;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.ExecuteRequest.Expected;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.sql.session.ExecuteOptions;
import org.lightningdb.sql.session.PreparedStatement;
import org.lightningdb.sql.session.Session;
import org.lightningdb.sql.session.StatementResult;

/** A statement of a session. */
final class LocalStatement implements LinkStatement {
  private final Session session;
  private final PreparedStatement statement;
  private final LocalColumns.Last lastColumns;

  LocalStatement(Session session, PreparedStatement statement, LocalColumns.Last lastColumns) {
    this.session = session;
    this.statement = statement;
    this.lastColumns = lastColumns;
  }

  @Override
  public String sql() {
    return statement.sql();
  }

  @Override
  public boolean returnsRows() {
    return statement.kind().returnsRows();
  }

  @Override
  public List<LinkType> parameters() {
    return statement.parameterTypes().stream().map(LocalTypes::type).toList();
  }

  @Override
  public List<LinkColumn> columns() {
    return LocalTypes.columns(statement.columns());
  }

  @Override
  public LinkResult execute(List<@Nullable Object> parameters, ExecuteRequest request)
      throws SQLException {
    checkExpected(request.expected());
    StatementResult result =
        LocalErrors.call(() -> session.execute(statement, parameters, options(request)));
    if (result.hasRows()) {
      return LinkResult.ofRows(
          new LocalRows(result, lastColumns.of(result.columns()), session.zone()));
    }
    return LinkResult.ofCount(result.updateCount(), rows(result.generatedKeys()));
  }

  @Override
  public BatchOutcome executeBatch(
      List<List<@Nullable Object>> parameterRows, ExecuteRequest request) throws SQLException {
    checkExpected(Expected.COUNT);
    Session.BatchResult result =
        LocalErrors.call(() -> session.executeBatch(statement, parameterRows, options(request)));
    return new BatchOutcome(result.updateCounts(), rows(result.generatedKeys()));
  }

  private @Nullable RowStream rows(@Nullable StatementResult keys) {
    return keys == null
        ? null
        : new LocalRows(keys, new LocalColumns(keys.columns()), session.zone());
  }

  private static ExecuteOptions options(ExecuteRequest request) {
    return new ExecuteOptions(request.timeoutMillis(), request.rowsMax(), request.generatedKeys());
  }

  private void checkExpected(Expected expected) throws SQLException {
    if (expected == Expected.ROWS && !returnsRows()) {
      throw SqlErrors.of(
          SqlErrors.ROWS_EXPECTED, "the statement returns no rows; use execute or executeUpdate");
    }
    if (expected == Expected.COUNT && returnsRows()) {
      throw SqlErrors.of(
          SqlErrors.COUNT_EXPECTED, "the statement returns rows; use execute or executeQuery");
    }
  }

  /** The session holds nothing for a statement. */
  @Override
  public void close() {}
}
