package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** One step of ALTER TABLE. Expressions are there as they were written. */
public sealed interface AlterAction {
  /**
   * ADD COLUMN or ADD CONSTRAINT.
   *
   * @param elements one column with its constraints, or one constraint
   */
  record Add(TableElements elements, boolean ifNotExists) implements AlterAction {}

  record DropColumn(SqlIdentifier column, boolean ifExists, boolean cascade)
      implements AlterAction {}

  record DropConstraint(SqlIdentifier constraint, boolean ifExists, boolean cascade)
      implements AlterAction {}

  record DropPrimaryKey(boolean cascade) implements AlterAction {}

  /**
   * SET DATA TYPE.
   *
   * @param usingSql the value of the new type over the old columns; null = the column's
   */
  record SetType(SqlIdentifier column, SqlDataTypeSpec type, @Nullable String usingSql)
      implements AlterAction {}

  /**
   * SET DEFAULT and DROP DEFAULT.
   *
   * @param sql null = none
   */
  record SetDefault(SqlIdentifier column, @Nullable String sql) implements AlterAction {}

  record SetNullable(SqlIdentifier column, boolean nullable) implements AlterAction {}

  /** ADD GENERATED … AS IDENTITY, SET GENERATED …, DROP IDENTITY. */
  record SetIdentity(SqlIdentifier column, ColumnDefinition.Numbering numbering, Change change)
      implements AlterAction {
    /** Whether the column numbers its rows already. */
    public enum Change {
      ADD,
      SET,
      DROP,
      DROP_IF_EXISTS
    }
  }

  /**
   * RESTART.
   *
   * @param value null = where the column started
   */
  record RestartIdentity(SqlIdentifier column, @Nullable Long value) implements AlterAction {
    public static RestartIdentity of(SqlIdentifier column, @Nullable SqlNode value) {
      return new RestartIdentity(
          column, value == null ? null : WholeNumber.of(value, "RESTART WITH"));
    }
  }

  record RenameTable(SqlIdentifier name) implements AlterAction {}

  record SetSchema(SqlIdentifier schema) implements AlterAction {}

  record RenameColumn(SqlIdentifier column, SqlIdentifier name) implements AlterAction {}

  record RenameConstraint(SqlIdentifier constraint, SqlIdentifier name) implements AlterAction {}
}
