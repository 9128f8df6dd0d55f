package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;

/**
 * Leaves constant expressions as they are: Calcite's own way to fold them compiles a class for
 * each, and they are evaluated only once per execution anyway.
 */
enum NoFolding implements RexExecutor {
  INSTANCE;

  @Override
  public void reduce(RexBuilder rexBuilder, List<RexNode> constants, List<RexNode> reducedValues) {
    reducedValues.addAll(constants);
  }
}
