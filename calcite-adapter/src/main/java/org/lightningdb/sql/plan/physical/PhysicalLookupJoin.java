package org.lightningdb.sql.plan.physical;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * Joins with a table by looking the left rows up in an index of it, many at a time; the whole
 * condition is checked on what is found.
 */
public final class PhysicalLookupJoin extends Join implements LightningConvention.LightningNode {
  private final RangeTemplate range;
  private final List<Integer> keyColumns;

  private PhysicalLookupJoin(
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      RexNode condition,
      JoinRelType type,
      RangeTemplate range,
      List<Integer> keyColumns) {
    super(left.getCluster(), traits, List.of(), left, right, condition, Set.of(), type);
    this.range = range;
    this.keyColumns = List.copyOf(keyColumns);
  }

  /**
   * The join.
   *
   * @param range of the scan's index, its arguments being the values of {@code keyColumns}
   * @param keyColumns columns of the left side
   */
  static PhysicalLookupJoin create(
      RelNode left,
      IndexScan right,
      RexNode condition,
      JoinRelType type,
      RangeTemplate range,
      List<Integer> keyColumns) {
    return new PhysicalLookupJoin(
        left.getCluster().traitSetOf(LightningConvention.INSTANCE),
        left,
        right,
        condition,
        type,
        range,
        keyColumns);
  }

  /** Which range of the index holds the rows for a left row. */
  public RangeTemplate range() {
    return range;
  }

  /** The columns of the left side whose values are the range's arguments. */
  public List<Integer> keyColumns() {
    return keyColumns;
  }

  @Override
  public Join copy(
      RelTraitSet traitSet,
      RexNode conditionExpr,
      RelNode left,
      RelNode right,
      JoinRelType joinType,
      boolean semiJoinDone) {
    return new PhysicalLookupJoin(
        traitSet, left, right, conditionExpr, joinType, range, keyColumns);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("keys", keyColumns);
  }
}
