package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptSamplingParameters;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.lightningdb.sql.plan.LightningConvention;

/** TABLESAMPLE: passes on each row with the same probability. */
public final class PhysicalSample extends SingleRel implements LightningConvention.LightningNode {
  private final RelOptSamplingParameters parameters;

  PhysicalSample(RelTraitSet traits, RelNode input, RelOptSamplingParameters parameters) {
    super(input.getCluster(), traits, input);
    this.parameters = parameters;
  }

  public RelOptSamplingParameters parameters() {
    return parameters;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("rate", parameters.sampleRate)
        .itemIf("seed", parameters.getRepeatableSeed(), parameters.isRepeatable());
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PhysicalSample(traits, inputs.get(0), parameters);
  }
}
