package org.lightningdb.index.access;

import java.util.BitSet;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * The writes of one statement to one table, with all its indexes and constraints. Values must
 * already be of the column types (lengths, ranges); the writer checks NOT NULL and uniqueness.
 * Uniqueness holds at the end of the statement: {@link #finish} must be called once, last.
 *
 * <p>Errors are DbException 23xxx with table, column and constraint names, or a retryable conflict
 * (40001); the caller then rolls the statement back to its savepoint.
 */
public interface TableWriter {
  /** Inserts full rows: one column for each table column, in table order. */
  void insert(VectorBatch rows);

  /**
   * Replaces rows.
   *
   * @param rowKeys row keys (BYTES) from a scan of the same snapshot, each at most once in a
   *     statement
   * @param rows the full new rows, in table order
   * @param changed which columns may differ from the old row
   */
  void update(ColumnVector rowKeys, VectorBatch rows, BitSet changed);

  void delete(ColumnVector rowKeys, int count);

  void finish();

  /** The next value of the table's identity counter; never given twice, even after a crash. */
  long nextIdentity();

  /** Tells the identity counter that {@code value} was set by hand. */
  void identityUsed(long value);
}
