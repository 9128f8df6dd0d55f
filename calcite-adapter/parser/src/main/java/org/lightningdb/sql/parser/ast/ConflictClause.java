package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * {@code ON CONFLICT [(columns) [WHERE predicate] | ON CONSTRAINT constraint] DO …}.
 *
 * @param constraint the constraint that is meant, or null
 * @param columns the columns whose unique index is meant, or null
 * @param predicate the condition of a partial index, or null
 * @param update what DO UPDATE says; null for DO NOTHING
 */
public record ConflictClause(
    SqlParserPos position,
    @Nullable SqlIdentifier constraint,
    @Nullable SqlNodeList columns,
    @Nullable SqlNode predicate,
    @Nullable Update update) {
  /** DO UPDATE SET columns = values WHERE where. */
  public record Update(SqlNodeList columns, SqlNodeList values, @Nullable SqlNode where) {}

  public static ConflictClause nothing(
      SqlParserPos position,
      @Nullable SqlIdentifier constraint,
      @Nullable SqlNodeList columns,
      @Nullable SqlNode predicate) {
    return new ConflictClause(position, constraint, columns, predicate, null);
  }

  public static ConflictClause update(
      SqlParserPos position,
      @Nullable SqlIdentifier constraint,
      @Nullable SqlNodeList columns,
      @Nullable SqlNode predicate,
      SqlNodeList assigned,
      SqlNodeList values,
      @Nullable SqlNode where) {
    return new ConflictClause(
        position, constraint, columns, predicate, new Update(assigned, values, where));
  }
}
