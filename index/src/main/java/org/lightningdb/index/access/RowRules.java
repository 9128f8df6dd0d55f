package org.lightningdb.index.access;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.VectorBatch;

/** What is to be known of one table's rows that takes an evaluation of SQL. For one statement. */
public interface RowRules {
  /** Who has the rules of a table. */
  interface Source {
    RowRules of(TableDescriptor table);
  }

  /** There is nobody who could evaluate SQL: conditions hold, defaults are NULL. */
  Source NONE =
      table ->
          new RowRules() {
            @Override
            public void check(VectorBatch rows, @Nullable BitSet changed) {
              // Nothing is checked.
            }

            @Override
            public @Nullable Object defaultValue(int column) {
              return null;
            }
          };

  /**
   * Returns only if no row fails a CHECK constraint of the table.
   *
   * @param rows full rows as they are to be written
   * @param changed conditions without any of these columns hold already; null = none does
   * @throws org.lightningdb.index.error.DbException 23514
   */
  void check(VectorBatch rows, @Nullable BitSet changed);

  /** What a column has by default, of its type. */
  @Nullable Object defaultValue(int column);
}
