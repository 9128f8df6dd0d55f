package org.lightningdb.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.sql.exec.ResultColumn;

/** The two shapes of a result. */
final class Results {
  private Results() {}

  /** A result with rows. */
  record Rows(List<ResultColumn> columns, BatchCursor rows) implements StatementResult {
    @Override
    public boolean hasRows() {
      return true;
    }

    @Override
    public long updateCount() {
      throw new IllegalStateException("the result has rows, not a count");
    }

    @Override
    public @Nullable StatementResult generatedKeys() {
      return null;
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /** A result without rows. */
  record Count(long updateCount, @Nullable StatementResult generatedKeys)
      implements StatementResult {
    @Override
    public boolean hasRows() {
      return false;
    }

    @Override
    public List<ResultColumn> columns() {
      return List.of();
    }

    @Override
    public BatchCursor rows() {
      throw new IllegalStateException("the result has a count, not rows");
    }

    @Override
    public void close() {
      if (generatedKeys != null) {
        generatedKeys.close();
      }
    }
  }
}
