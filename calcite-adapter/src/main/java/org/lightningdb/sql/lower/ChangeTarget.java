package org.lightningdb.sql.lower;

import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.parser.ast.DeleteStatement;
import org.lightningdb.sql.parser.ast.InsertDefaultValues;
import org.lightningdb.sql.parser.ast.InsertStatement;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.parser.ast.UpdateStatement;

/**
 * What a statement changes.
 *
 * @param table its name as written
 * @param alias the name by which the statement knows it; null = its own
 */
record ChangeTarget(SqlNode table, @Nullable SqlIdentifier alias) {
  static ChangeTarget of(SqlNode change) {
    if (change instanceof SqlInsert insert) {
      return new ChangeTarget(insert.getTargetTable(), null);
    }
    if (change instanceof InsertDefaultValues insert) {
      return new ChangeTarget(insert.table(), null);
    }
    if (change instanceof InsertStatement insert) {
      return new ChangeTarget(of(insert.insert()).table(), insert.alias());
    }
    if (change instanceof SqlUpdate update) {
      return new ChangeTarget(update.getTargetTable(), update.getAlias());
    }
    if (change instanceof UpdateStatement update) {
      return of(update.update());
    }
    if (change instanceof SqlDelete delete) {
      return new ChangeTarget(delete.getTargetTable(), delete.getAlias());
    }
    if (change instanceof DeleteStatement delete) {
      return of(delete.delete());
    }
    if (change instanceof MergeStatement merge) {
      return new ChangeTarget(merge.target(), merge.alias());
    }
    throw DbException.notSupported(change.getKind() + " statement");
  }
}
