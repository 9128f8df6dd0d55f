package org.lightningdb.sql.plan;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.ConditionalCorrelate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Gives each correlate a variable of its own. A named query that is used twice is in the tree
 * twice, variables included, and decorrelation takes two correlates of one variable for one.
 */
final class OwnVariables {
  private final Set<CorrelationId> seen = new HashSet<>();

  RelNode apply(RelNode node) {
    RelNode current = node;
    if (node instanceof Correlate correlate && !seen.add(correlate.getCorrelationId())) {
      current = renamed(correlate);
    }
    return Inputs.rewritten(current, this::apply);
  }

  private Correlate renamed(Correlate correlate) {
    CorrelationId own = correlate.getCluster().createCorrel();
    seen.add(own);
    Rename rename =
        new Rename(correlate.getCluster().getRexBuilder(), correlate.getCorrelationId(), own);
    RelNode right = rename.in(correlate.getRight());
    return correlate instanceof ConditionalCorrelate conditional
        ? conditional.copy(
            correlate.getTraitSet(),
            correlate.getLeft(),
            right,
            own,
            correlate.getRequiredColumns(),
            correlate.getJoinType(),
            conditional.getCondition())
        : correlate.copy(
            correlate.getTraitSet(),
            correlate.getLeft(),
            right,
            own,
            correlate.getRequiredColumns(),
            correlate.getJoinType());
  }

  /** One variable becomes another. */
  private static final class Rename extends RexShuttle {
    private final RexBuilder builder;
    private final CorrelationId from;
    private final CorrelationId to;

    Rename(RexBuilder builder, CorrelationId from, CorrelationId to) {
      this.builder = builder;
      this.from = from;
      this.to = to;
    }

    RelNode in(RelNode node) {
      return Inputs.rewritten(node, this::in).accept(this);
    }

    @Override
    public RexNode visitCorrelVariable(RexCorrelVariable variable) {
      return variable.id.equals(from) ? builder.makeCorrel(variable.getType(), to) : variable;
    }
  }
}
