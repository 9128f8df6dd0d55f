package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * Joins two inputs that come in the order of the same equalities, reading them side by side; the
 * left order stays. All other conditions are checked for each match.
 */
public final class PhysicalMergeJoin extends Join implements LightningConvention.LightningNode {
  /**
   * An equality that the inputs are ordered by.
   *
   * @param number of the equality in {@link Join#analyzeCondition()}
   * @param order a column of the left side, and how it is ordered
   */
  public record Key(int number, RelFieldCollation order) {}

  private final List<Key> keys;

  private PhysicalMergeJoin(
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      RexNode condition,
      JoinRelType type,
      List<Key> keys) {
    super(left.getCluster(), traits, List.of(), left, right, condition, Set.of(), type);
    this.keys = List.copyOf(keys);
  }

  static PhysicalMergeJoin create(
      RelNode left, RelNode right, RexNode condition, JoinRelType type, List<Key> keys) {
    RelTraitSet traits = left.getCluster().traitSetOf(LightningConvention.INSTANCE);
    return new PhysicalMergeJoin(traits, left, right, condition, type, keys);
  }

  /** All equalities of the condition, in the order of the inputs. */
  public List<Key> keys() {
    return keys;
  }

  @Override
  public Join copy(
      RelTraitSet traitSet,
      RexNode conditionExpr,
      RelNode left,
      RelNode right,
      JoinRelType joinType,
      boolean semiJoinDone) {
    return new PhysicalMergeJoin(traitSet, left, right, conditionExpr, joinType, keys);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    List<String> order = new ArrayList<>();
    for (Key key : keys) {
      boolean descending = key.order().getDirection().isDescending();
      order.add("$" + key.order().getFieldIndex() + (descending ? " DESC" : ""));
    }
    return super.explainTerms(writer).item("order", order);
  }
}
