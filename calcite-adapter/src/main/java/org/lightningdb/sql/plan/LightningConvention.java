package org.lightningdb.sql.plan;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;

/** The convention of plan nodes that this database executes itself. */
public final class LightningConvention {
  /** A node that this database executes itself. */
  public interface LightningNode extends RelNode {}

  public static final Convention INSTANCE = new Convention.Impl("LIGHTNING", LightningNode.class);

  private LightningConvention() {}
}
