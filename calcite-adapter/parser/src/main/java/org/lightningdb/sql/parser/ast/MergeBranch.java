package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * A WHEN of a MERGE.
 *
 * @param condition what must hold beside {@code match}; null if nothing
 * @param columns the columns that UPDATE and INSERT assign; empty = all
 * @param values their values, DEFAULT among them; an INSERT without any gives every column its
 *     default
 */
public record MergeBranch(
    SqlParserPos position,
    Match match,
    @Nullable SqlNode condition,
    Action action,
    SqlNodeList columns,
    SqlNodeList values) {
  /** Which rows of the join of source and target it is about. */
  public enum Match {
    MATCHED,
    NOT_MATCHED,
    NOT_MATCHED_BY_SOURCE
  }

  /** What happens to them. */
  public enum Action {
    UPDATE,
    DELETE,
    INSERT,
    NOTHING
  }

  public static MergeBranch update(
      SqlParserPos position,
      Match match,
      @Nullable SqlNode condition,
      SqlNodeList columns,
      SqlNodeList values) {
    return new MergeBranch(position, match, condition, Action.UPDATE, columns, values);
  }

  public static MergeBranch delete(
      SqlParserPos position, Match match, @Nullable SqlNode condition) {
    return new MergeBranch(
        position, match, condition, Action.DELETE, SqlNodeList.EMPTY, SqlNodeList.EMPTY);
  }

  public static MergeBranch insert(
      SqlParserPos position, @Nullable SqlNode condition, SqlNodeList columns, SqlNodeList values) {
    return new MergeBranch(position, Match.NOT_MATCHED, condition, Action.INSERT, columns, values);
  }

  public static MergeBranch nothing(
      SqlParserPos position, Match match, @Nullable SqlNode condition) {
    return new MergeBranch(
        position, match, condition, Action.NOTHING, SqlNodeList.EMPTY, SqlNodeList.EMPTY);
  }
}
