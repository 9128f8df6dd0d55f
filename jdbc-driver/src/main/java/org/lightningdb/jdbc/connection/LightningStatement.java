package org.lightningdb.jdbc.connection;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest.Expected;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.result.LightningResultSet;
import org.lightningdb.jdbc.result.MemoryRows;
import org.lightningdb.jdbc.result.ResultOwner;

/** A statement: runs texts and keeps what the last one gave. One thread at a time, but cancel. */
class LightningStatement extends StatementSettings implements ResultOwner {
  /** One use of the link. */
  interface LinkUse<T> {
    T use(Link link) throws SQLException;
  }

  private final List<String> batch = new ArrayList<>();
  private @Nullable LightningResultSet result;
  private @Nullable RowStream generatedKeys;
  private long updateCount = -1;
  private boolean closeOnCompletion;
  private volatile boolean closed;

  LightningStatement(LightningConnection connection, ResultShape shape) {
    super(connection, shape);
  }

  @Override
  final void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.of(SqlErrors.OBJECT_CLOSED, "the statement is closed");
    }
    connection.checkOpen();
  }

  /** Uses the link in turn, for this statement. */
  final <T> T withLink(LinkUse<T> use) throws SQLException {
    Link link = connection.gate().enter(this);
    try {
      return use.use(link);
    } finally {
      connection.gate().leave();
    }
  }

  /** Refuses texts where the statement has its own. */
  void checkTakesText() throws SQLException {
    checkOpen();
  }

  private void executeText(String sql, Expected expected, KeyWish keys) throws SQLException {
    checkTakesText();
    dropResults();
    String text = nativeText(sql);
    run(SqlScanner.endsTransaction(text), link -> link.execute(text, request(expected, keys)));
  }

  /** What an execution gave, and whether its rows have a transaction of their own. */
  private record Outcome(LinkResult result, boolean ownTransaction) {}

  /** Executes and keeps what comes of it. */
  final void run(boolean endsTransaction, LinkUse<LinkResult> execution) throws SQLException {
    adopt(
        withLink(
            link -> {
              boolean ownTransaction = link.autoCommit();
              try {
                return new Outcome(execution.use(link), ownTransaction);
              } finally {
                if (endsTransaction) {
                  connection.gate().transactionEnded();
                }
              }
            }));
  }

  private void adopt(Outcome outcome) throws SQLException {
    LinkResult given = outcome.result();
    generatedKeys = keepKeys(given.generatedKeys());
    updateCount = given.updateCount();
    RowStream rows = given.rows();
    if (rows != null) {
      RowStream gated = new GatedRows(rows, connection.gate(), this, outcome.ownTransaction());
      result = shape.open(gated, this, getFetchSize());
    }
  }

  /** Keys are few and must not hold the transaction open. */
  final @Nullable RowStream keepKeys(@Nullable RowStream keys) throws SQLException {
    return keys == null
        ? null
        : MemoryRows.readAll(new GatedRows(keys, connection.gate(), this, true));
  }

  final void setGeneratedKeys(@Nullable RowStream keys) {
    generatedKeys = keys;
  }

  /** Closes and forgets the last results. */
  final void dropResults() throws SQLException {
    LightningResultSet last = result;
    result = null;
    generatedKeys = null;
    updateCount = -1;
    if (last != null) {
      last.close();
    }
  }

  final ResultSet currentRows() {
    if (result == null) {
      throw new IllegalStateException("a query without rows");
    }
    return result;
  }

  final boolean hasRows() {
    return result != null;
  }

  final long currentCount() {
    return updateCount;
  }

  private KeyWish wish(String sql, int[] columns) throws SQLException {
    return connection.keyWish(nativeText(sql), columns);
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    executeText(sql, Expected.ROWS, KeyWish.NONE);
    return currentRows();
  }

  private long update(String sql, KeyWish keys) throws SQLException {
    executeText(sql, Expected.COUNT, keys);
    return updateCount;
  }

  private boolean run(String sql, KeyWish keys) throws SQLException {
    executeText(sql, Expected.ANY, keys);
    return hasRows();
  }

  /** A count as int, or {@link Statement#SUCCESS_NO_INFO} if it does not fit. */
  static int shortCount(long count) {
    return count > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) count;
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return shortCount(executeLargeUpdate(sql));
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    return shortCount(executeLargeUpdate(sql, autoGeneratedKeys));
  }

  @Override
  public int executeUpdate(String sql, int[] columns) throws SQLException {
    return shortCount(executeLargeUpdate(sql, columns));
  }

  @Override
  public int executeUpdate(String sql, String[] columns) throws SQLException {
    return shortCount(executeLargeUpdate(sql, columns));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    return update(sql, KeyWish.NONE);
  }

  @Override
  public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    return update(sql, KeyWish.ofFlag(autoGeneratedKeys));
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
    return update(sql, wish(sql, columns));
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
    return update(sql, KeyWish.ofNames(columns));
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return run(sql, KeyWish.NONE);
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    return run(sql, KeyWish.ofFlag(autoGeneratedKeys));
  }

  @Override
  public boolean execute(String sql, int[] columns) throws SQLException {
    return run(sql, wish(sql, columns));
  }

  @Override
  public boolean execute(String sql, String[] columns) throws SQLException {
    return run(sql, KeyWish.ofNames(columns));
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return result;
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return shortCount(getLargeUpdateCount());
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    checkOpen();
    return updateCount;
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    checkOpen();
    if (current == KEEP_CURRENT_RESULT) {
      throw SqlErrors.notSupported("more than one open result of a statement");
    }
    if (current != CLOSE_CURRENT_RESULT && current != CLOSE_ALL_RESULTS) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "getMoreResults with " + current);
    }
    dropResults();
    return false;
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    RowStream keys = generatedKeys;
    generatedKeys = null;
    RowStream rows = keys == null ? new MemoryRows(List.of(), List.of()) : keys;
    return new LightningResultSet(rows, new KeysOwner(this), getFetchSize());
  }

  /** Keys belong to the statement, but closing them completes nothing. */
  private record KeysOwner(LightningStatement statement) implements ResultOwner {
    @Override
    public boolean ownerClosed() {
      return statement.ownerClosed();
    }

    @Override
    public void resultClosed(LightningResultSet keys) {
      // the statement does not wait for it
    }
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    checkTakesText();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    long[] counts = executeLargeBatch();
    int[] shortened = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shortened[i] = shortCount(counts[i]);
    }
    return shortened;
  }

  /** Each text is a statement of its own; the first error ends the batch. */
  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<String> texts = List.copyOf(batch);
    batch.clear();
    long[] counts = new long[texts.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        counts[i] = update(texts.get(i), KeyWish.NONE);
      } catch (SQLException e) {
        throw batchFailure(e, java.util.Arrays.copyOf(counts, i));
      }
    }
    return counts;
  }

  static BatchUpdateException batchFailure(SQLException cause, long[] done) {
    BatchUpdateException failure =
        new BatchUpdateException(
            cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), done, cause);
    failure.setNextException(cause);
    return failure;
  }

  @Override
  public void cancel() throws SQLException {
    checkOpen();
    connection.gate().cancel(this);
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      try {
        dropResults();
      } finally {
        closed = true;
      }
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    return ownerClosed();
  }

  @Override
  public boolean ownerClosed() {
    return closed || connection.gate().closed();
  }

  @Override
  public Statement statement() {
    return this;
  }

  @Override
  public void resultClosed(LightningResultSet finished) throws SQLException {
    if (finished == result && closeOnCompletion) {
      close();
    }
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    checkOpen();
    closeOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    checkOpen();
    return closeOnCompletion;
  }
}
