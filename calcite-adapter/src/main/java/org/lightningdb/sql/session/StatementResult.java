package org.lightningdb.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.sql.exec.ResultColumn;

/**
 * The outcome of an execution: rows, or a count. Must be closed; in auto-commit mode closing the
 * rows (or reading them to the end) ends the transaction.
 */
public interface StatementResult extends AutoCloseable {
  boolean hasRows();

  /** The result columns; empty if there are no rows. */
  List<ResultColumn> columns();

  /** The rows; only if {@link #hasRows}. */
  BatchCursor rows();

  /** Rows changed, 0 for DDL; only if not {@link #hasRows}. */
  long updateCount();

  /** The keys asked for in {@link ExecuteOptions#generatedKeys}; null if none were. */
  @Nullable StatementResult generatedKeys();

  @Override
  void close();
}
