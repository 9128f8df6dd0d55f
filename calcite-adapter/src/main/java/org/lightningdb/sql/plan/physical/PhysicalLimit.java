package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.LightningConvention;

/** Skips rows and ends early, in the input's order. */
public final class PhysicalLimit extends SingleRel implements LightningConvention.LightningNode {
  private final @Nullable RexNode offset;
  private final @Nullable RexNode fetch;

  private PhysicalLimit(
      RelTraitSet traits, RelNode input, @Nullable RexNode offset, @Nullable RexNode fetch) {
    super(input.getCluster(), traits, input);
    this.offset = offset;
    this.fetch = fetch;
  }

  static PhysicalLimit create(RelNode input, @Nullable RexNode offset, @Nullable RexNode fetch) {
    return new PhysicalLimit(input.getTraitSet(), input, offset, fetch);
  }

  public @Nullable RexNode offset() {
    return offset;
  }

  public @Nullable RexNode fetch() {
    return fetch;
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new PhysicalLimit(traitSet, inputs.get(0), offset, fetch);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    double rows = mq.getRowCount(getInput());
    if (offset instanceof RexLiteral literal) {
      rows = Math.max(1, rows - RexLiteral.intValue(literal));
    }
    return fetch instanceof RexLiteral literal
        ? Math.min(rows, RexLiteral.intValue(literal))
        : rows;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .itemIf("offset", offset, offset != null)
        .itemIf("fetch", fetch, fetch != null);
  }
}
