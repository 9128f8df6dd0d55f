package org.lightningdb.jdbc.link;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an execution.
 *
 * @param rows null if the statement returns a count
 * @param updateCount rows changed, 0 for definitions; -1 if there are rows
 * @param generatedKeys null unless the request asked for them and rows were inserted
 */
public record LinkResult(
    @Nullable RowStream rows, long updateCount, @Nullable RowStream generatedKeys)
    implements AutoCloseable {
  public static LinkResult ofRows(RowStream rows) {
    return new LinkResult(rows, -1, null);
  }

  public static LinkResult ofCount(long updateCount, @Nullable RowStream generatedKeys) {
    return new LinkResult(null, updateCount, generatedKeys);
  }

  @Override
  public void close() throws SQLException {
    try {
      if (rows != null) {
        rows.close();
      }
    } finally {
      if (generatedKeys != null) {
        generatedKeys.close();
      }
    }
  }
}
