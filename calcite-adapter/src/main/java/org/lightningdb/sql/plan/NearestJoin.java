package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAsofJoin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * An ASOF join: each left row beside the one right row that equals it in some columns and is
 * nearest to it in another. Not a {@code Join}: rules that move conditions through joins, or swap
 * their sides, would change its meaning.
 */
public final class NearestJoin extends BiRel {
  private final RexNode condition;
  private final RexNode matchCondition;
  private final boolean keepsLeft;
  private final RelDataType joined;

  /**
   * @param condition equalities, over the columns of both sides
   * @param matchCondition one comparison of a left with a right value: the nearest right row for
   *     which it holds is taken
   * @param keepsLeft whether left rows without such a row stay, beside NULLs
   */
  public NearestJoin(
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      RexNode condition,
      RexNode matchCondition,
      boolean keepsLeft,
      RelDataType joined) {
    super(left.getCluster(), traits, left, right);
    this.condition = condition;
    this.matchCondition = matchCondition;
    this.keepsLeft = keepsLeft;
    this.joined = joined;
  }

  /** A tree with these in the place of Calcite's. */
  static RelNode replaceAll(RelNode node) {
    return node.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(LogicalAsofJoin join) {
            return visit((RelNode) join);
          }

          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other).accept(new SubQueries());
            return visited instanceof AsofJoin join ? of(join) : visited;
          }
        });
  }

  private static NearestJoin of(AsofJoin join) {
    return new NearestJoin(
        join.getTraitSet(),
        join.getLeft(),
        join.getRight(),
        join.getCondition(),
        join.getMatchCondition(),
        join.getJoinType() == JoinRelType.LEFT_ASOF,
        join.getRowType());
  }

  /** Goes into the queries in expressions. */
  private static final class SubQueries extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
      return visited.clone(replaceAll(visited.rel));
    }
  }

  public RexNode condition() {
    return condition;
  }

  public RexNode matchCondition() {
    return matchCondition;
  }

  public boolean keepsLeft() {
    return keepsLeft;
  }

  @Override
  protected RelDataType deriveRowType() {
    return joined;
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    RexNode newCondition = shuttle.apply(condition);
    RexNode newMatch = shuttle.apply(matchCondition);
    return newCondition.equals(condition) && newMatch.equals(matchCondition)
        ? this
        : new NearestJoin(traitSet, left, right, newCondition, newMatch, keepsLeft, joined);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(left);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("condition", condition)
        .item("match", matchCondition)
        .item("joinType", keepsLeft ? "left" : "inner");
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new NearestJoin(
        traits, inputs.get(0), inputs.get(1), condition, matchCondition, keepsLeft, joined);
  }
}
