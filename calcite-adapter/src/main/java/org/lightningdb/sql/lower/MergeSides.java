package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.parser.ast.CopiedTree;
import org.lightningdb.sql.parser.ast.MergeBranch;
import org.lightningdb.sql.parser.ast.MergeBranch.Match;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.plan.SelectNodes;

/**
 * The source and the target of a MERGE, and what each WHEN sees of them: WHEN NOT MATCHED only the
 * source, WHEN NOT MATCHED BY SOURCE only the target.
 */
final class MergeSides {
  private static final String SOURCE = "\u0001SOURCE";
  private static final String PRESENT = "\u0001PRESENT";

  private final MergeStatement merge;
  private final TableDescriptor table;
  private final SqlIdentifier targetAlias;
  private final SqlIdentifier sourceAlias;

  MergeSides(MergeStatement merge, TableDescriptor table) {
    this.merge = merge;
    this.table = table;
    this.targetAlias = ChangePlanner.alias(merge.alias(), table);
    this.sourceAlias = alias(merge.source());
  }

  private static SqlIdentifier alias(SqlNode source) {
    if (source instanceof SqlIdentifier name) {
      return name.getComponent(name.names.size() - 1);
    }
    return source.getKind() == SqlKind.AS
        ? ((SqlCall) source).operand(1)
        : new SqlIdentifier(SOURCE, SqlParserPos.ZERO);
  }

  /** Whether some WHEN is about such rows. */
  boolean has(Match match) {
    return merge.branches().stream().anyMatch(branch -> branch.match() == match);
  }

  SqlNode target() {
    return ChangePlanner.target(table, targetAlias);
  }

  /** NULL in rows without a row of the target. */
  SqlNode rowKey() {
    return ChangePlanner.rowKey(targetAlias);
  }

  SqlNode targetColumn(String name) {
    return targetAlias.plus(name, SqlParserPos.ZERO);
  }

  /** Whether a row of the source is there; only if some rows may come without. */
  SqlNode present() {
    return sourceAlias.plus(PRESENT, SqlParserPos.ZERO);
  }

  /** The source under a name; if rows come without one, with a mark that it is there. */
  SqlNode source() {
    SqlNode written = CopiedTree.of(merge.source());
    boolean named = written instanceof SqlIdentifier || written.getKind() == SqlKind.AS;
    SqlNode from = named ? written : as(written, sourceAlias);
    if (!has(Match.NOT_MATCHED_BY_SOURCE)) {
      return from;
    }
    SqlNode mark =
        as(
            SqlLiteral.createBoolean(true, SqlParserPos.ZERO),
            new SqlIdentifier(PRESENT, SqlParserPos.ZERO));
    SqlNode all = SqlIdentifier.star(SqlParserPos.ZERO);
    return as(SelectNodes.select(List.of(all, mark), from, null), sourceAlias);
  }

  private static SqlNode as(SqlNode node, SqlIdentifier name) {
    return SqlStdOperatorTable.AS.createCall(SqlParserPos.ZERO, node, name);
  }

  /** The same with all names resolved in what it sees, if that is only one side. */
  MergeBranch qualified(MergeBranch branch, StatementParts parts) {
    if (branch.match() == Match.MATCHED) {
      return branch;
    }
    List<SqlNode> expressions = new ArrayList<>();
    @Nullable SqlNode condition = branch.condition();
    if (condition != null) {
      expressions.add(condition);
    }
    branch.values().stream().filter(ColumnCells::isComputed).forEach(expressions::add);
    if (expressions.isEmpty()) {
      return branch;
    }
    SqlNode visible = branch.match() == Match.NOT_MATCHED ? source() : target();
    Iterator<SqlNode> qualified = parts.qualify(expressions, visible, table).iterator();
    SqlNode newCondition = condition == null ? null : qualified.next();
    SqlNodeList values = new SqlNodeList(branch.values().getParserPosition());
    branch
        .values()
        .forEach(value -> values.add(ColumnCells.isComputed(value) ? qualified.next() : value));
    return new MergeBranch(
        branch.position(), branch.match(), newCondition, branch.action(), branch.columns(), values);
  }
}
