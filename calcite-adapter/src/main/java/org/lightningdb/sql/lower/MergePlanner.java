package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.InsertCell;
import org.lightningdb.sql.exec.MergeAction;
import org.lightningdb.sql.exec.MergePlan;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.parser.ast.MergeBranch;
import org.lightningdb.sql.parser.ast.MergeBranch.Action;
import org.lightningdb.sql.parser.ast.MergeBranch.Match;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.SelectNodes;

/**
 * Plans one MERGE. A query joins the source with the target, which has its row keys; it computes
 * the number of the first WHEN that fits, and the values that are assigned. A value that could fail
 * is computed only for the rows of its WHEN.
 */
final class MergePlanner {
  private static final String ACTION = "\u0001ACTION";

  private final Kept kept;
  private final StatementParts parts;
  private final ExpressionParser expressionParser;
  private final MergeStatement merge;
  private final TableDescriptor table;
  private final MergeSides sides;
  private final MergeTests tests;
  private final List<MergeBranch> branches;
  private final List<SqlNode> items = new ArrayList<>();
  private final Map<Integer, Integer> oldValues = new HashMap<>();

  MergePlanner(
      StatementParts parts, ExpressionParser expressionParser, MergeStatement merge, Kept kept) {
    this.kept = kept;
    this.parts = parts;
    this.expressionParser = expressionParser;
    this.merge = merge;
    this.table = parts.target(merge.target());
    this.sides = new MergeSides(merge, table);
    this.branches =
        merge.branches().stream().map(branch -> sides.qualified(branch, parts)).toList();
    this.tests = new MergeTests(sides, branches);
  }

  PreparedPlan.ModifyPlan plan() {
    checkReachable();
    List<MergeBranch> inOrder = updatesFirst();
    items.add(named(tests.action(inOrder)));
    items.add(sides.rowKey());
    List<MergeAction> actions = new ArrayList<>();
    inOrder.forEach(branch -> actions.add(action(branch)));
    List<Integer> old = new ArrayList<>();
    if (kept == Kept.ALL || (kept == Kept.DELETED && deletes())) {
      for (int column = 0; column < table.columns().size(); column++) {
        old.add(oldValue(column));
      }
    }
    PreparedPlan.QueryPlan query = parts.queryWithTarget(query(), table, List.of());
    for (int i = 0; i < actions.size(); i++) {
      checkAssignable(actions.get(i), query);
    }
    String explain = ChangePlanner.describe("Merge", table, query);
    return new MergePlan(
        table,
        parts.parameterTypes(),
        explain,
        query,
        actions,
        old,
        GeneratedPlanner.plan(parts, expressionParser, table));
  }

  private boolean deletes() {
    return branches.stream().anyMatch(branch -> branch.action() == Action.DELETE);
  }

  private static SqlNode named(SqlNode action) {
    return SqlStdOperatorTable.AS.createCall(
        SqlParserPos.ZERO, action, new SqlIdentifier(ACTION, SqlParserPos.ZERO));
  }

  private void checkReachable() {
    Set<Match> settled = EnumSet.noneOf(Match.class);
    for (MergeBranch branch : branches) {
      if (settled.contains(branch.match())) {
        throw DbException.of(
                SqlState.SYNTAX_ERROR,
                "this WHEN is never reached: one without a condition stands before it")
            .atPosition(branch.position().getLineNum(), branch.position().getColumnNum());
      }
      if (branch.condition() == null) {
        settled.add(branch.match());
      }
    }
  }

  /** Inserted rows may take the unique keys that updated and deleted rows leave. */
  private List<MergeBranch> updatesFirst() {
    List<MergeBranch> ordered = new ArrayList<>();
    branches.stream().filter(branch -> branch.action() != Action.INSERT).forEach(ordered::add);
    branches.stream().filter(branch -> branch.action() == Action.INSERT).forEach(ordered::add);
    return ordered;
  }

  private MergeAction action(MergeBranch branch) {
    return switch (branch.action()) {
      case NOTHING -> new MergeAction.Nothing();
      case DELETE -> new MergeAction.Delete();
      case UPDATE -> update(branch);
      case INSERT -> insert(branch);
    };
  }

  private MergeAction update(MergeBranch branch) {
    List<Integer> changed = TargetColumns.of(table, branch.columns());
    ColumnCells cells = cells(branch);
    @Nullable InsertCell[] row = new @Nullable InsertCell[table.columns().size()];
    for (int i = 0; i < changed.size(); i++) {
      row[changed.get(i)] = cells.cell(changed.get(i), branch.values().get(i));
    }
    List<InsertCell> all = new ArrayList<>();
    for (int column = 0; column < row.length; column++) {
      InsertCell cell = row[column];
      all.add(cell == null ? new InsertCell.Source(oldValue(column)) : cell);
    }
    return new MergeAction.Update(all, changed);
  }

  private int oldValue(int column) {
    return oldValues.computeIfAbsent(
        column, unused -> item(sides.targetColumn(table.columns().get(column).name())));
  }

  private MergeAction insert(MergeBranch branch) {
    List<Integer> targets = TargetColumns.of(table, branch.columns());
    @Nullable InsertCell[] row = new @Nullable InsertCell[table.columns().size()];
    boolean defaultValues = branch.values().isEmpty() && branch.columns().isEmpty();
    ColumnCells cells = cells(branch);
    if (!defaultValues) {
      TargetColumns.checkCount(targets.size(), branch.values().size(), branch.values());
      for (int i = 0; i < targets.size(); i++) {
        row[targets.get(i)] = cells.cell(targets.get(i), branch.values().get(i));
      }
    }
    return new MergeAction.Insert(cells.withDefaults(row));
  }

  private ColumnCells cells(MergeBranch branch) {
    return new ColumnCells(
        parts, expressionParser, table, value -> item(tests.guarded(branch, value)));
  }

  private int item(SqlNode value) {
    items.add(value);
    return items.size() - 1;
  }

  private SqlNode query() {
    SqlJoin from =
        new SqlJoin(
            SqlParserPos.ZERO,
            sides.source(),
            SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
            joinType().symbol(SqlParserPos.ZERO),
            sides.target(),
            JoinConditionType.ON.symbol(SqlParserPos.ZERO),
            merge.condition());
    SqlNode select = SelectNodes.select(items, from, null);
    if (!mayLeaveKeys()) {
      return select;
    }
    SqlNodeList order = SqlNodeList.of(new SqlIdentifier(ACTION, SqlParserPos.ZERO));
    return new SqlOrderBy(SqlParserPos.ZERO, select, order, null, null);
  }

  private JoinType joinType() {
    boolean sourceAlone = sides.has(Match.NOT_MATCHED);
    boolean targetAlone = sides.has(Match.NOT_MATCHED_BY_SOURCE);
    if (targetAlone) {
      return sourceAlone ? JoinType.FULL : JoinType.RIGHT;
    }
    return sourceAlone ? JoinType.LEFT : JoinType.INNER;
  }

  /** Whether there are inserts, and changes that make room in a unique index. */
  private boolean mayLeaveKeys() {
    boolean inserts = branches.stream().anyMatch(branch -> branch.action() == Action.INSERT);
    return inserts && branches.stream().anyMatch(this::leavesKeys);
  }

  private boolean leavesKeys(MergeBranch branch) {
    return branch.action() == Action.DELETE
        || (branch.action() == Action.UPDATE
            && TargetColumns.of(table, branch.columns()).stream().anyMatch(this::isUnique));
  }

  private boolean isUnique(int column) {
    return isIn(table.primary(), column)
        || table.indexes().stream().anyMatch(index -> index.unique() && isIn(index, column));
  }

  private static boolean isIn(IndexDescriptor index, int column) {
    return index.columns().stream().anyMatch(key -> key.column() == column);
  }

  private void checkAssignable(MergeAction action, PreparedPlan.QueryPlan query) {
    List<InsertCell> cells = List.of();
    if (action instanceof MergeAction.Update update) {
      cells = update.cells();
    } else if (action instanceof MergeAction.Insert insert) {
      cells = insert.cells();
    }
    for (int column = 0; column < cells.size(); column++) {
      if (cells.get(column) instanceof InsertCell.Source source) {
        TargetColumns.checkAssignable(table, column, query.columns().get(source.column()).type());
      }
    }
  }
}
