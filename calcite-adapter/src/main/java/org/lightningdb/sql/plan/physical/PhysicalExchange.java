package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.lightningdb.sql.plan.LightningConvention;

/** The rows of its input, which several threads compute, in the input's order. */
public final class PhysicalExchange extends SingleRel implements LightningConvention.LightningNode {
  private final int workers;
  private final long rowsMin;
  private final boolean fewGroups;

  private PhysicalExchange(
      RelTraitSet traits, RelNode input, int workers, long rowsMin, boolean fewGroups) {
    super(input.getCluster(), traits, input);
    this.fewGroups = fewGroups;
    this.workers = workers;
    this.rowsMin = rowsMin;
  }

  /**
   * The exchange.
   *
   * @param workers how many threads, for the plan's text; each execution has its own number
   * @param rowsMin how many rows the scan below has to read to be worth it
   * @param fewGroups whether an aggregate above makes few rows of many
   */
  static PhysicalExchange create(RelNode input, int workers, long rowsMin, boolean fewGroups) {
    return new PhysicalExchange(input.getTraitSet(), input, workers, rowsMin, fewGroups);
  }

  /** Whether workers had better aggregate their rows before they hand them over. */
  public boolean fewGroups() {
    return fewGroups;
  }

  public long rowsMin() {
    return rowsMin;
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new PhysicalExchange(traitSet, inputs.get(0), workers, rowsMin, fewGroups);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    return mq.getRowCount(getInput());
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("workers", workers);
  }
}
