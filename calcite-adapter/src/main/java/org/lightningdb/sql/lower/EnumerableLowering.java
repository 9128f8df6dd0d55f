package org.lightningdb.sql.lower;

import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptRules;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.schema.TransientTable;
import org.apache.calcite.sql.SqlKind;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.plan.QueryTree;

/** From a physical tree to generated code. */
final class EnumerableLowering {
  private static final HepProgram CALCS =
      HepProgram.builder().addRuleCollection(RelOptRules.CALC_RULES).build();

  private EnumerableLowering() {}

  static PreparedPlan.QueryPlan lower(QueryTree tree) {
    return generate(tree);
  }

  private static PreparedPlan.QueryPlan generate(QueryTree tree) {
    refuseWrongWindows(tree.root());
    Map<String, Object> stash = new HashMap<>();
    Bindable<?> bindable = compile(tree.root(), stash);
    stash.replaceAll(
        (name, value) ->
            value instanceof TransientTable
                ? ExecutionDataContext.WorkingTableSlot.INSTANCE
                : value);
    return new EnumerableQueryPlan(
        tree.columns(),
        ParameterTypes.of(tree),
        "GeneratedCode no operator for: "
            + tree.notCovered()
            + "\n"
            + PlanText.of(tree.root()).indent(2).stripTrailing(),
        bindable,
        stash);
  }

  /** NTH_VALUE of generated code looks beyond its frame. */
  private static void refuseWrongWindows(RelNode node) {
    if (node instanceof Window window) {
      for (Window.Group group : window.groups) {
        boolean nthValue =
            group.aggCalls.stream()
                .anyMatch(call -> call.getOperator().getKind() == SqlKind.NTH_VALUE);
        if (nthValue && !group.upperBound.isUnbounded()) {
          throw DbException.notSupported("NTH_VALUE over a frame that ends before its partition");
        }
      }
    }
    node.getInputs().forEach(EnumerableLowering::refuseWrongWindows);
  }

  private static Bindable<?> compile(RelNode root, Map<String, Object> stash) {
    HepPlanner planner = new HepPlanner(CALCS, null, true, null, RelOptCostImpl.FACTORY);
    planner.setRoot(CancellationPoint.insert(root));
    EnumerableRel calculated = (EnumerableRel) planner.findBestExp();
    try {
      return EnumerableInterpretable.toBindable(
          stash, null, calculated, EnumerableRel.Prefer.ARRAY);
    } catch (DbException e) {
      throw e;
    } catch (RuntimeException e) {
      throw DbException.of(
          SqlState.FEATURE_NOT_SUPPORTED,
          "an expression of this statement is not supported: " + firstLine(e),
          e);
    }
  }

  private static String firstLine(RuntimeException e) {
    Throwable cause = e.getSuppressed().length > 0 ? e.getSuppressed()[0] : e;
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }
}
