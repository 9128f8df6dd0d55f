package org.lightningdb.sql.exec.operator;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.batch.Batch;

/**
 * One execution of a step. The life of an operator: {@link #open}, {@link #next} until null or
 * until nobody wants more, {@link #close}; then possibly the same again, as the inner side of a
 * correlated join is executed once for each outer row. One thread at a time.
 *
 * <p>An operator that collects rows before it returns any does so in its first {@code next}, and
 * reserves their memory in {@link org.lightningdb.sql.exec.QueryMemory}. Everything that loops over
 * batches asks {@link org.lightningdb.sql.exec.ExecutionContext#checkCancelled} once for each.
 */
public interface Operator extends AutoCloseable {
  /** Starts a pass; slots of outer rows are set before. */
  void open();

  /**
   * The next rows, at least one; null at the end, for ever. Borrowed until the next call of any of
   * these methods.
   */
  @Nullable Batch next();

  /** Ends the pass and frees what it held; does nothing if there is none. */
  @Override
  void close();
}
