package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** MERGE INTO target USING source ON condition WHEN … */
public final class MergeStatement extends Statement {
  private final SqlIdentifier target;
  private final @Nullable SqlIdentifier alias;
  private final SqlNode source;
  private final SqlNode condition;
  private final List<MergeBranch> branches;

  public MergeStatement(
      SqlParserPos position,
      SqlIdentifier target,
      @Nullable SqlIdentifier alias,
      SqlNode source,
      SqlNode condition,
      List<MergeBranch> branches) {
    super("MERGE", position);
    this.target = target;
    this.alias = alias;
    this.source = source;
    this.condition = condition;
    this.branches = List.copyOf(branches);
  }

  public SqlIdentifier target() {
    return target;
  }

  public @Nullable SqlIdentifier alias() {
    return alias;
  }

  /** Anything that may stand in FROM. */
  public SqlNode source() {
    return source;
  }

  public SqlNode condition() {
    return condition;
  }

  /** In the order in which they are tried. */
  public List<MergeBranch> branches() {
    return branches;
  }
}
