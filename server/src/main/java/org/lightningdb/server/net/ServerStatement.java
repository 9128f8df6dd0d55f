package org.lightningdb.server.net;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.RowStream;

/**
 * A statement id of a client: perhaps a prepared statement, perhaps an open result. Some clients
 * run other SQL on the id of a prepared statement; then both live side by side.
 */
final class ServerStatement {
  private final int id;
  private final @Nullable LinkStatement prepared;
  private final long rowsMax;
  private @Nullable OpenRows rows;
  private @Nullable RowStream batchKeys;

  ServerStatement(int id, @Nullable LinkStatement prepared, long rowsMax) {
    this.id = id;
    this.prepared = prepared;
    this.rowsMax = rowsMax;
  }

  int id() {
    return id;
  }

  @Nullable LinkStatement prepared() {
    return prepared;
  }

  /** The limit given when it was prepared, 0 = none. */
  long rowsMax() {
    return rowsMax;
  }

  @Nullable OpenRows rows() {
    return rows;
  }

  /** Takes over {@code opened} to be fetched and closed later. */
  void keep(OpenRows opened) {
    rows = opened;
  }

  /** Takes over the keys of a batch until they are asked for. */
  void keepBatchKeys(@Nullable RowStream keys) {
    batchKeys = keys;
  }

  /** Gives the keys of the last batch away, once. */
  @Nullable RowStream takeBatchKeys() {
    RowStream keys = batchKeys;
    batchKeys = null;
    return keys;
  }

  /** Closes what the last execution left open. */
  void closeResults() throws SQLException {
    RowStream keys = takeBatchKeys();
    OpenRows open = rows;
    rows = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (keys != null) {
        keys.close();
      }
    }
  }

  void close() throws SQLException {
    try {
      closeResults();
    } finally {
      if (prepared != null) {
        prepared.close();
      }
    }
  }
}
