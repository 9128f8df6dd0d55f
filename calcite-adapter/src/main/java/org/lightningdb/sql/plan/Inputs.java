package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;

/** How the rewritings of this package go down a tree. */
final class Inputs {
  private Inputs() {}

  /** The node over rewritten inputs; the node itself if none of them became another. */
  static RelNode rewritten(RelNode node, UnaryOperator<RelNode> rewriting) {
    List<RelNode> inputs = node.getInputs();
    List<RelNode> changed = null;
    for (int i = 0; i < inputs.size(); i++) {
      RelNode input = rewriting.apply(inputs.get(i));
      if (input != inputs.get(i)) {
        changed = changed == null ? new ArrayList<>(inputs) : changed;
        changed.set(i, input);
      }
    }
    return changed == null ? node : node.copy(node.getTraitSet(), changed);
  }
}
