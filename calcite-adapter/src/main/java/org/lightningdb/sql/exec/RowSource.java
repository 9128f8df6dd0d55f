package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;

/** A leaf of a plan: produces rows from outside the plan. Immutable and shareable. */
public interface RowSource {
  /** The types of the columns of its batches. */
  List<SqlType> columnTypes();

  /**
   * Starts a pass over the rows; the caller closes the cursor.
   *
   * @param arguments Java values for the comparands left open when planned
   */
  BatchCursor open(ExecutionContext context, List<@Nullable Object> arguments);
}
