package org.lightningdb.sql.exec.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * Rows to be read again and again in the order they came: the first are in memory, the others, if
 * memory is scarce, in a file.
 */
public final class WorkingRows implements AutoCloseable {
  private final List<SqlType> types;
  private final Execution execution;
  private final RowStore first;
  private @Nullable SpilledRows rest;

  public WorkingRows(List<SqlType> types, Execution execution) {
    this.types = List.copyOf(types);
    this.execution = execution;
    this.first = new RowStore(types, execution.memory());
  }

  /** Adds the rows of a batch. */
  public void append(Batch batch) {
    SpilledRows others = rest;
    if (others == null
        && execution.memory().isScarce(first.bytes(), first.growthBytes(batch.count()))) {
      others = new SpilledRows(types, execution);
      rest = others;
    }
    if (others == null) {
      first.append(batch);
    } else {
      others.add(batch);
    }
  }

  public boolean isEmpty() {
    return first.size() == 0 && rest == null;
  }

  /** The rows in memory, which come first. */
  public RowStore first() {
    return first;
  }

  /** Reads the rows after those; null if there are none. */
  public SpilledRows.@Nullable Reader rest() {
    return rest == null ? null : rest.reader();
  }

  /** Forgets all rows. */
  @Override
  public void close() {
    first.clear();
    SpilledRows others = rest;
    rest = null;
    if (others != null) {
      others.close();
    }
  }
}
