package org.lightningdb.sql.ddl;

import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/** Finds out whether a DEFAULT can be evaluated and stored, before it is. */
public interface DefaultCheck {
  /**
   * Evaluates the expression once.
   *
   * @throws org.lightningdb.index.error.DbException if it has an error, refers to rows, or its
   *     value does not fit the column
   */
  void check(String defaultSql, String table, ColumnDescriptor column);

  /**
   * Plans a CHECK constraint that the table is to have.
   *
   * @throws org.lightningdb.index.error.DbException if it has an error or is no condition of a row
   */
  void checkCondition(TableDescriptor table, CheckConstraint check);
}
