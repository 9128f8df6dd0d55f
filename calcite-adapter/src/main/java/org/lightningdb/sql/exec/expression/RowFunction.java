package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.ExecutionContext;

/** A function that is computed row by row, for what has no kernel. Without state, thread-safe. */
public interface RowFunction {
  /**
   * The value for one row.
   *
   * @param arguments Java values of the arguments' types
   * @return a Java value of exactly the result type, or null
   */
  @Nullable Object apply(ExecutionContext context, @Nullable Object[] arguments);
}
