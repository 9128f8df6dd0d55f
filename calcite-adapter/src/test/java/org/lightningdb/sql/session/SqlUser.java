package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.storage.vector.VectorBatch;

/** A session with the short words that tests want. */
public final class SqlUser implements AutoCloseable {
  private final Session session;

  public SqlUser(Session session) {
    this.session = session;
  }

  public Session session() {
    return session;
  }

  /** Executes anything and returns the rows changed, or the rows read. */
  public long run(String sql, @Nullable Object... parameters) {
    try (StatementResult result = execute(sql, ExecuteOptions.NONE, parameters)) {
      return result.hasRows() ? read(result).size() : result.updateCount();
    }
  }

  /** All rows of a query. */
  public List<List<@Nullable Object>> rows(String sql, @Nullable Object... parameters) {
    try (StatementResult result = execute(sql, ExecuteOptions.NONE, parameters)) {
      return read(result);
    }
  }

  /** The first column of all rows. */
  public List<@Nullable Object> column(String sql, @Nullable Object... parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    rows(sql, parameters).forEach(row -> values.add(row.get(0)));
    return values;
  }

  /** The only value of a query. */
  public @Nullable Object value(String sql, @Nullable Object... parameters) {
    List<@Nullable Object> values = column(sql, parameters);
    if (values.size() != 1) {
      throw new AssertionError(values.size() + " rows: " + values);
    }
    return values.get(0);
  }

  /** The error of a statement. */
  public DbException error(String sql, @Nullable Object... parameters) {
    return assertThrows(DbException.class, () -> run(sql, parameters), sql);
  }

  /** Expects an error of that state and returns its message. */
  public String error(SqlState state, String sql, @Nullable Object... parameters) {
    DbException error = error(sql, parameters);
    if (error.state() != state) {
      throw new AssertionError(sql + ": expected " + state + ", got " + error.state(), error);
    }
    return error.getMessage();
  }

  /** Executes; the caller closes the result. */
  public StatementResult execute(
      String sql, ExecuteOptions options, @Nullable Object... parameters) {
    return session.execute(
        session.prepare(sql), Collections.unmodifiableList(Arrays.asList(parameters)), options);
  }

  /** All rows left in a result. */
  public static List<List<@Nullable Object>> read(StatementResult result) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    BatchCursor cursor = result.rows();
    for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
      for (int row = 0; row < batch.rowCount(); row++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
          ResultColumn column = result.columns().get(i);
          values.add(VectorValues.get(batch.column(i), row, column.type()));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  @Override
  public void close() {
    session.close();
  }
}
