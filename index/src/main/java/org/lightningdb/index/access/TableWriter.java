package org.lightningdb.index.access;

import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.Slice;
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
   * Inserts full rows, but those that a unique index keeps out: these are told of instead, and
   * locked if they are wanted.
   *
   * @param arbiters the unique indexes that may keep a row out; others make it an error
   */
  void insertOrFind(VectorBatch rows, List<IndexDescriptor> arbiters, ExistingRows existing);

  /** What becomes of the rows of {@link #insertOrFind}, in their order. */
  interface ExistingRows {
    /** Whether rows that are there are to be locked and read, as they are about to be changed. */
    boolean wanted();

    /** A row is in. */
    void inserted(int row);

    /** A row was kept out by one that is there, which nobody wants. */
    void keptOut(int row);

    /**
     * A row was kept out by one that is locked now and as the statement's snapshot has it.
     *
     * @param table the one row that is there, in table order; borrowed
     * @param rowKey its key, for {@link #update}; borrowed
     */
    void found(int row, VectorBatch table, Slice rowKey);

    /** A row was kept out by one that this statement has inserted. */
    void repeated(int row);
  }

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
