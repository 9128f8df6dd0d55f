package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableCorrelate;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/**
 * Hands rows on and looks now and then whether the statement was cancelled. Around joins, which can
 * make many rows of few while no scan runs that would notice.
 */
final class CancellationPoint extends SingleRel implements EnumerableRel {
  private CancellationPoint(RelNode input) {
    super(input.getCluster(), input.getTraitSet(), input);
  }

  /** Puts cancellation points around all joins of a physical tree. */
  static RelNode insert(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    boolean join =
        node instanceof EnumerableHashJoin
            || node instanceof EnumerableNestedLoopJoin
            || node instanceof EnumerableCorrelate;
    for (RelNode input : node.getInputs()) {
      RelNode inserted = insert(input);
      inputs.add(
          join && inputs.isEmpty() && !(inserted instanceof CancellationPoint)
              ? new CancellationPoint(inserted)
              : inserted);
    }
    RelNode current =
        inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    return join ? new CancellationPoint(current) : current;
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new CancellationPoint(inputs.get(0));
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
    BlockBuilder block = new BlockBuilder();
    Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
    Expression rows = block.append("rows", input.block);
    PhysType physType = input.physType;
    block.add(
        Expressions.return_(
            null,
            Expressions.call(GeneratedCodeBridge.class, "cancellable", DataContext.ROOT, rows)));
    return implementor.result(physType, block.toBlock());
  }
}
