package org.lightningdb.sql.exec.window;

import org.lightningdb.storage.vector.ColumnVector;

/** One execution of a window function over rows in a file. For one thread. */
public interface PagedFunction {
  /**
   * Computes the values of the rows of a page; pages come in order, none is left out.
   *
   * @param target has room for them, no position null
   */
  void compute(PagedFrames frames, ColumnVector target);

  /** Gives back what it keeps in the query's memory. */
  default void close() {}
}
