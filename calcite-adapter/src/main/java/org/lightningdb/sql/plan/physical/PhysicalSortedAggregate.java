package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.LightningConvention;

/** Aggregates groups whose rows follow each other; groups come in the order of the input. */
public final class PhysicalSortedAggregate extends Aggregate
    implements LightningConvention.LightningNode {
  private PhysicalSortedAggregate(
      RelTraitSet traits,
      RelNode input,
      ImmutableBitSet groupSet,
      @Nullable List<ImmutableBitSet> groupSets,
      List<AggregateCall> calls) {
    super(input.getCluster(), traits, List.of(), input, groupSet, groupSets, calls);
  }

  static PhysicalSortedAggregate create(RelNode input, Aggregate aggregate) {
    return new PhysicalSortedAggregate(
        input.getCluster().traitSetOf(LightningConvention.INSTANCE),
        input,
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        aggregate.getAggCallList());
  }

  @Override
  public Aggregate copy(
      RelTraitSet traitSet,
      RelNode input,
      ImmutableBitSet groupSet,
      @Nullable List<ImmutableBitSet> groupSets,
      List<AggregateCall> aggCalls) {
    return new PhysicalSortedAggregate(traitSet, input, groupSet, groupSets, aggCalls);
  }
}
