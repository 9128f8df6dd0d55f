package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * Joins with a table by looking the left rows up in an index of it, many at a time; the whole
 * condition is checked on what is found.
 */
public final class PhysicalLookupJoin extends Join implements LightningConvention.LightningNode {
  private final List<RangeTemplate> ranges;
  private final List<Integer> keyColumns;

  private PhysicalLookupJoin(
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      RexNode condition,
      JoinRelType type,
      List<RangeTemplate> ranges,
      List<Integer> keyColumns) {
    super(left.getCluster(), traits, List.of(), left, right, condition, Set.of(), type);
    this.ranges = List.copyOf(ranges);
    this.keyColumns = List.copyOf(keyColumns);
  }

  /**
   * The join.
   *
   * @param ranges of the scan's index, their arguments being the values of {@code keyColumns}
   * @param keyColumns columns of the left side
   */
  static PhysicalLookupJoin create(
      RelNode left,
      IndexScan right,
      RexNode condition,
      JoinRelType type,
      List<RangeTemplate> ranges,
      List<Integer> keyColumns) {
    return new PhysicalLookupJoin(
        left.getCluster().traitSetOf(LightningConvention.INSTANCE),
        left,
        right,
        condition,
        type,
        ranges,
        keyColumns);
  }

  /** Which ranges of the index hold the rows for a left row. */
  public List<RangeTemplate> ranges() {
    return ranges;
  }

  /** The columns of the left side whose values are the ranges' arguments. */
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
        traitSet, left, right, conditionExpr, joinType, ranges, keyColumns);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("bounds", bounds());
  }

  /** The ranges by the names of the table's columns and the numbers of the left side's. */
  private String bounds() {
    return ranges.stream().map(this::bounds).collect(Collectors.joining(" OR ", "[", "]"));
  }

  private String bounds(RangeTemplate range) {
    List<String> bounds = new ArrayList<>();
    for (int i = 0; i < range.equal().size(); i++) {
      Comparand comparand = range.equal().get(i);
      bounds.add(name(i) + (comparand == null ? " IS NULL" : " = " + text(comparand)));
    }
    int next = range.equal().size();
    RangeTemplate.BoundTemplate lower = range.lower();
    if (lower != null) {
      bounds.add(name(next) + (lower.inclusive() ? " >= " : " > ") + text(lower.comparand()));
    }
    RangeTemplate.BoundTemplate upper = range.upper();
    if (upper != null) {
      bounds.add(name(next) + (upper.inclusive() ? " <= " : " < ") + text(upper.comparand()));
    }
    return String.join(" AND ", bounds);
  }

  private String name(int keyColumn) {
    IndexScan scan = (IndexScan) getRight();
    int column = scan.path().index().columns().get(keyColumn).column();
    return scan.getTable().getRowType().getFieldNames().get(column);
  }

  private String text(Comparand comparand) {
    return comparand instanceof Comparand.Constant constant
        ? String.valueOf(constant.value())
        : "$" + keyColumns.get(((Comparand.Argument) comparand).index());
  }
}
