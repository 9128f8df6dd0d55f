package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;

/** Runs a fixed list of rewriting rules until nothing changes. */
final class HepPhase {
  private HepPhase() {}

  static HepProgram program(List<RelOptRule> rules) {
    return new HepProgramBuilder()
        .addMatchOrder(HepMatchOrder.TOP_DOWN)
        .addRuleCollection(rules)
        .build();
  }

  static RelNode run(HepProgram program, RelNode node) {
    HepPlanner planner = new HepPlanner(program, null, true, null, RelOptCostImpl.FACTORY);
    planner.setExecutor(NoFolding.INSTANCE);
    planner.setRoot(node);
    return planner.findBestExp();
  }
}
