package org.lightningdb.sql.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.parser.ast.ConflictClause;
import org.lightningdb.sql.parser.ast.DeleteStatement;
import org.lightningdb.sql.parser.ast.InsertStatement;
import org.lightningdb.sql.parser.ast.LockingSelect;
import org.lightningdb.sql.parser.ast.MergeBranch;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.parser.ast.ReturningStatement;
import org.lightningdb.sql.parser.ast.UpdateStatement;

/** The parts of a statement that queries may stand in: our own nodes hide theirs from visitors. */
final class StatementQueries {
  private final List<SqlNode> parts = new ArrayList<>();

  private StatementQueries() {}

  static List<SqlNode> of(SqlNode statement) {
    StatementQueries queries = new StatementQueries();
    queries.collect(statement);
    return queries.parts;
  }

  private void collect(SqlNode statement) {
    if (statement instanceof ReturningStatement returning) {
      collect(returning.change());
      parts.addAll(returning.items());
    } else if (statement instanceof LockingSelect locking) {
      parts.add(locking.query());
    } else if (statement instanceof InsertStatement insert) {
      collect(insert.insert());
      collectConflict(insert.conflict());
    } else if (statement instanceof UpdateStatement update) {
      parts.add(update.update());
      parts.add(update.from());
    } else if (statement instanceof DeleteStatement delete) {
      parts.add(delete.delete());
      parts.add(delete.using());
    } else if (statement instanceof MergeStatement merge) {
      collectMerge(merge);
    } else {
      parts.add(statement);
    }
  }

  private void collectConflict(@Nullable ConflictClause conflict) {
    ConflictClause.Update update = conflict == null ? null : conflict.update();
    if (update != null) {
      parts.add(update.values());
      add(update.where());
    }
  }

  private void collectMerge(MergeStatement merge) {
    parts.add(merge.source());
    parts.add(merge.condition());
    for (MergeBranch branch : merge.branches()) {
      add(branch.condition());
      parts.add(branch.values());
    }
  }

  private void add(@Nullable SqlNode part) {
    if (part != null) {
      parts.add(part);
    }
  }
}
