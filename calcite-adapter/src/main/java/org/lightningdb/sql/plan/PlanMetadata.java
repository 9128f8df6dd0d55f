package org.lightningdb.sql.plan;

import java.util.IdentityHashMap;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepRelVertex;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * What planning believes about nodes: numbers of rows are ours ({@link RowEstimate}), the rest is
 * Calcite's own, without its generated code. One object for one planning; trees do not change, so
 * what was answered once stays true.
 */
public final class PlanMetadata extends RelMetadataQuery {
  private final IdentityHashMap<RelNode, Double> rows = new IdentityHashMap<>();

  private PlanMetadata() {
    super(ReflectedHandlers.INSTANCE);
  }

  /** Makes a cluster use these beliefs. */
  static void install(RelOptCluster cluster) {
    RelMetadataQueryBase.THREAD_PROVIDERS.remove();
    cluster.setMetadataQuerySupplier(PlanMetadata::new);
  }

  @Override
  public Double getRowCount(RelNode node) {
    if (node instanceof RelSubset || node instanceof HepRelVertex) {
      return super.getRowCount(node);
    }
    Double known = rows.get(node);
    if (known == null) {
      known = RowEstimate.of(node, this);
      rows.put(node, known);
    }
    return known;
  }

  /** The number of rows of a node that computes the same as one whose number is known. */
  public void setRowCount(RelNode node, double count) {
    rows.put(node, count);
  }

  /**
   * What is true of all rows of a node. A comparison with NULL, which expressions only become when
   * they are simplified, is true of none, and Calcite takes it for a fault.
   */
  @Override
  public RelOptPredicateList getPulledUpPredicates(RelNode node) {
    return node instanceof Filter filter
            && RelOptUtil.conjunctions(filter.getCondition()).stream()
                .anyMatch(PlanMetadata::comparesWithNull)
        ? getPulledUpPredicates(filter.getInput())
        : super.getPulledUpPredicates(node);
  }

  private static boolean comparesWithNull(RexNode condition) {
    return condition instanceof RexCall call
        && SqlKind.COMPARISON.contains(call.getKind())
        && call.getOperands().stream().anyMatch(RexLiteral::isNullLiteral);
  }

  /** Calcite's own guess. */
  Double guessedRowCount(RelNode node) {
    return super.getRowCount(node);
  }

  @Override
  public @Nullable RelOptCost getNonCumulativeCost(RelNode node) {
    RelOptCost cost = super.getNonCumulativeCost(node);
    return cost == null || cost.isInfinite()
        ? cost
        : node.getCluster()
            .getPlanner()
            .getCostFactory()
            .makeCost(cost.getRows() + cost.getCpu() / 10, cost.getCpu(), cost.getIo());
  }
}
