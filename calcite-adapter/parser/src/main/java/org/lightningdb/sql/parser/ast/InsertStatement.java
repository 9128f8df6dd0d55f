package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** An INSERT with what Calcite's does not have: an alias, OVERRIDING, ON CONFLICT. */
public final class InsertStatement extends Statement {
  /** What becomes of values that are given for an identity column. */
  public enum Overriding {
    /** They are taken, even if the column is GENERATED ALWAYS. */
    SYSTEM_VALUE,
    /** They are ignored: the table numbers the rows. */
    USER_VALUE
  }

  private final SqlNode insert;
  private final @Nullable SqlIdentifier alias;
  private final @Nullable Overriding overriding;
  private final @Nullable ConflictClause conflict;

  private InsertStatement(
      SqlParserPos position,
      SqlNode insert,
      @Nullable SqlIdentifier alias,
      @Nullable Overriding overriding,
      @Nullable ConflictClause conflict) {
    super("INSERT", position);
    this.insert = insert;
    this.alias = alias;
    this.overriding = overriding;
    this.conflict = conflict;
  }

  /**
   * The simplest node for an INSERT.
   *
   * @param source null for DEFAULT VALUES
   */
  public static SqlNode of(
      SqlParserPos position,
      SqlIdentifier table,
      @Nullable SqlIdentifier alias,
      @Nullable SqlNodeList columns,
      @Nullable Overriding overriding,
      @Nullable SqlNode source,
      @Nullable ConflictClause conflict) {
    SqlNode insert =
        source == null
            ? new InsertDefaultValues(position, table)
            : new SqlInsert(position, SqlNodeList.EMPTY, table, source, columns);
    return alias == null && overriding == null && conflict == null
        ? insert
        : new InsertStatement(position, insert, alias, overriding, conflict);
  }

  /** A {@link SqlInsert} or {@link InsertDefaultValues}. */
  public SqlNode insert() {
    return insert;
  }

  /** The name under which ON CONFLICT and RETURNING know the table; null = its own. */
  public @Nullable SqlIdentifier alias() {
    return alias;
  }

  public @Nullable Overriding overriding() {
    return overriding;
  }

  public @Nullable ConflictClause conflict() {
    return conflict;
  }
}
