package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * What the search believes about rows and costs, where Calcite's own beliefs are unusable: joins
 * and filters by numbers of distinct values, hash joins by which side is built.
 */
public final class PlanMetadata {
  private static final JaninoRelMetadataProvider PROVIDER =
      JaninoRelMetadataProvider.of(
          ChainedRelMetadataProvider.of(
              List.of(
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new RowCounts(), BuiltInMetadata.RowCount.Handler.class),
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new Costs(), BuiltInMetadata.NonCumulativeCost.Handler.class),
                  DefaultRelMetadataProvider.INSTANCE)));

  private PlanMetadata() {}

  /** Makes a cluster, and this thread while it plans, use these beliefs. */
  static void install(RelOptCluster cluster) {
    cluster.setMetadataProvider(PROVIDER);
    RelMetadataQueryBase.THREAD_PROVIDERS.set(PROVIDER);
    cluster.setMetadataQuerySupplier(RelMetadataQuery::instance);
  }

  /** Ends {@link #install} for this thread. */
  static void uninstall() {
    RelMetadataQueryBase.THREAD_PROVIDERS.remove();
  }

  /** Numbers of rows. */
  public static final class RowCounts implements MetadataHandler<BuiltInMetadata.RowCount> {
    @Override
    public MetadataDef<BuiltInMetadata.RowCount> getDef() {
      return BuiltInMetadata.RowCount.DEF;
    }

    /** Called by generated code. */
    public @Nullable Double getRowCount(Join join, RelMetadataQuery metadata) {
      double left = rows(join.getLeft(), metadata);
      double right = rows(join.getRight(), metadata);
      double matches = left * right;
      JoinInfo keys = join.analyzeCondition();
      for (int i = 0; i < keys.leftKeys.size(); i++) {
        matches /=
            Math.max(
                DistinctValues.of(metadata, join.getLeft(), keys.leftKeys.get(i)),
                DistinctValues.of(metadata, join.getRight(), keys.rightKeys.get(i)));
      }
      for (RexNode other : keys.nonEquiConditions) {
        matches *= RelMdUtil.guessSelectivity(other);
      }
      return Math.max(1, limited(join.getJoinType(), matches, left, right));
    }

    private static double limited(JoinRelType type, double matches, double left, double right) {
      return switch (type) {
        case LEFT -> Math.max(matches, left);
        case RIGHT -> Math.max(matches, right);
        case FULL -> Math.max(matches, left + right);
        case SEMI -> Math.min(left, matches);
        case ANTI -> Math.max(left - matches, left / 10);
        case LEFT_MARK -> left;
        default -> matches;
      };
    }

    /** Called by generated code. */
    public @Nullable Double getRowCount(Filter filter, RelMetadataQuery metadata) {
      double rows = rows(filter.getInput(), metadata);
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        if (conjunct.isA(SqlKind.EQUALS)
            && ((RexCall) conjunct).getOperands().get(0) instanceof RexInputRef column) {
          rows /= DistinctValues.of(metadata, filter.getInput(), column.getIndex());
        } else {
          rows *= RelMdUtil.guessSelectivity(conjunct);
        }
      }
      return Math.max(1, rows);
    }
  }

  /** Costs of single nodes, all in the first component: the number of rows touched. */
  public static final class Costs implements MetadataHandler<BuiltInMetadata.NonCumulativeCost> {
    private static final double BUILD = 2;

    @Override
    public MetadataDef<BuiltInMetadata.NonCumulativeCost> getDef() {
      return BuiltInMetadata.NonCumulativeCost.DEF;
    }

    /** Called by generated code. */
    public @Nullable RelOptCost getNonCumulativeCost(
        EnumerableHashJoin join, RelMetadataQuery metadata) {
      double rows =
          rows(join.getLeft(), metadata)
              + BUILD * rows(join.getRight(), metadata)
              + rows(join, metadata);
      return planner(join).getCostFactory().makeCost(rows, 0, 0);
    }

    /** Called by generated code. */
    public @Nullable RelOptCost getNonCumulativeCost(
        EnumerableNestedLoopJoin join, RelMetadataQuery metadata) {
      double rows = rows(join.getLeft(), metadata) * rows(join.getRight(), metadata);
      return planner(join).getCostFactory().makeCost(rows + 1, 0, 0);
    }

    /** Called by generated code. */
    public @Nullable RelOptCost getNonCumulativeCost(RelNode node, RelMetadataQuery metadata) {
      RelOptCost cost = node.computeSelfCost(planner(node), metadata);
      return cost == null || cost.isInfinite()
          ? cost
          : planner(node)
              .getCostFactory()
              .makeCost(cost.getRows() + cost.getCpu() / 10, cost.getCpu(), cost.getIo());
    }

    private static RelOptPlanner planner(RelNode node) {
      return node.getCluster().getPlanner();
    }
  }

  private static double rows(RelNode node, RelMetadataQuery metadata) {
    Double rows = metadata.getRowCount(node);
    return rows == null ? 1 : rows;
  }
}
