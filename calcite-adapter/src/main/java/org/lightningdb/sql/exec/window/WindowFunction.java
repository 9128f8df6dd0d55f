package org.lightningdb.sql.exec.window;

import java.util.Set;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.storage.vector.ColumnVector;

/** A function computed for each row of a window. Immutable and shareable. */
public interface WindowFunction {
  SqlType type();

  /** The columns it reads. */
  Set<Integer> columns();

  /**
   * Computes the value of every row.
   *
   * @param target has room for all rows, no position null
   */
  void compute(SortedRows rows, Frames frames, ColumnVector target, Execution execution);

  /** The same for rows in a file, page by page. */
  PagedFunction paged(PagedRows rows, WindowFrame frame, Execution execution);
}
