package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.SpilledRows;

/**
 * Rows of a temporary file. Unlike other plans it belongs to one execution: an operator that
 * spilled makes it for the part of its work that is left. Whoever made the file closes it.
 */
record SpilledPlan(SpilledRows rows) implements OperatorPlan {
  @Override
  public List<SqlType> types() {
    return rows.types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running();
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private SpilledRows.@Nullable Reader reader;

    @Override
    public void open() {
      reader = rows.reader();
    }

    @Override
    public @Nullable Batch next() {
      return reader == null ? null : reader.next();
    }

    @Override
    public void close() {
      reader = null;
    }
  }
}
