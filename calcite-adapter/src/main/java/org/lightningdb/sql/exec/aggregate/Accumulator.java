package org.lightningdb.sql.exec.aggregate;

import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;

/** The state of one aggregate function for all groups of one execution. */
public interface Accumulator {
  /** Makes room for groups 0 to {@code groupCount} - 1; new ones have seen no row. */
  void grow(int groupCount);

  /**
   * Adds rows to their groups.
   *
   * @param groups the group of each position
   */
  void add(Batch batch, Rows rows, int[] groups);

  /**
   * Adds rows to group 0.
   *
   * @param zeros the group of each position
   */
  default void addToFirst(Batch batch, Rows rows, int[] zeros) {
    add(batch, rows, zeros);
  }

  /** Sets the results of some groups at the first positions of a vector that has been cleared. */
  void results(int firstGroup, int count, ColumnVector target);

  /**
   * Adds what another accumulator of the same function has collected in some groups.
   *
   * @param groups the group here of each of its {@code count} groups from {@code first} on
   * @throws UnsupportedOperationException unless the function {@link AggregateFunction#mergeable}
   */
  default void merge(Accumulator other, int first, int count, int[] groups) {
    throw new UnsupportedOperationException("a function of all rows at once");
  }

  /** Gives back what it keeps in the query's memory. */
  default void close() {}
}
