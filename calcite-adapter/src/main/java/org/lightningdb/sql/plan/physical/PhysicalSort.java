package org.lightningdb.sql.plan.physical;

import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.LightningConvention;

/** Sorts; with a limit it keeps no more rows than that. */
public final class PhysicalSort extends Sort implements LightningConvention.LightningNode {
  private PhysicalSort(
      RelTraitSet traits,
      RelNode input,
      RelCollation collation,
      @Nullable RexNode offset,
      @Nullable RexNode fetch) {
    super(input.getCluster(), traits, input, collation, offset, fetch);
  }

  static PhysicalSort create(
      RelNode input, RelCollation collation, @Nullable RexNode offset, @Nullable RexNode fetch) {
    return new PhysicalSort(
        input.getCluster().traitSetOf(LightningConvention.INSTANCE),
        input,
        collation,
        offset,
        fetch);
  }

  @Override
  public Sort copy(
      RelTraitSet traitSet,
      RelNode newInput,
      RelCollation newCollation,
      @Nullable RexNode newOffset,
      @Nullable RexNode newFetch) {
    return new PhysicalSort(traitSet, newInput, newCollation, newOffset, newFetch);
  }
}
