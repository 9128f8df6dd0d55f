package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that satisfy an OR whose operands different indexes bound: one scan for each
 * operand, of the rows for which it is true and those before it are not. So each row comes once,
 * and nothing has to be remembered.
 */
public final class IndexUnion {
  /** Longer disjunctions are not taken apart. */
  private static final int OPERANDS_MAX = 8;

  private IndexUnion() {}

  /** The ways: lists of scans that together give each row of {@code access} once. */
  public static List<List<IndexScan>> of(TableAccess access) {
    List<List<IndexScan>> unions = new ArrayList<>();
    RexNode condition = access.condition();
    if (condition == null || access.catalogTable().descriptor().indexes().isEmpty()) {
      return unions;
    }
    List<RexNode> conjuncts = RelOptUtil.conjunctions(condition);
    for (RexNode conjunct : conjuncts) {
      if (conjunct.isA(SqlKind.OR)
          && RexUtil.isDeterministic(conjunct)
          && !ConditionAnalysis.of(conjunct).others().isEmpty()) {
        List<RexNode> rest = new ArrayList<>(conjuncts);
        rest.remove(conjunct);
        List<IndexScan> union = union(access, RelOptUtil.disjunctions(conjunct), rest);
        if (union != null) {
          unions.add(union);
        }
      }
    }
    return unions;
  }

  /** One scan for each operand; null if no index bounds one of them. */
  private static @Nullable List<IndexScan> union(
      TableAccess access, List<RexNode> operands, List<RexNode> rest) {
    if (operands.size() > OPERANDS_MAX) {
      return null;
    }
    RexBuilder builder = access.getCluster().getRexBuilder();
    List<IndexScan> union = new ArrayList<>();
    List<RexNode> excluded = new ArrayList<>(rest);
    for (RexNode operand : operands) {
      List<RexNode> all = new ArrayList<>(excluded);
      all.add(0, operand);
      TableAccess part = access.where(RexUtil.composeConjunction(builder, all));
      IndexScan best =
          part.scans(false).stream()
              .filter(scan -> scan.path().isBounded())
              .min(Comparator.comparingDouble(IndexScan::cost))
              .orElse(null);
      if (best == null) {
        return null;
      }
      union.add(best);
      excluded.add(builder.makeCall(SqlStdOperatorTable.IS_NOT_TRUE, operand));
    }
    return union;
  }
}
