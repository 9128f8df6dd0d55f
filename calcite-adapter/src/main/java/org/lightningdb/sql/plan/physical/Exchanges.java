package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexInputRef;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.PlanMetadata;
import org.lightningdb.sql.plan.PlanOptions;

/**
 * Decides which parts of a chosen tree several threads work at: a scan of many rows with all
 * filters, projections and probing sides of joins above it. Changes the tree's nodes.
 *
 * <p>Not where rows are wanted only until a limit is reached, nor in what is executed again and
 * again (the inner side of a correlated join, the step of a recursion).
 */
final class Exchanges {
  /** Whether whoever reads a node's rows wants all of them. */
  private enum Demand {
    ALL,
    /** Perhaps not, but whoever collects rows below reads all of its input. */
    SOME,
    /** It is executed many times. */
    REPEATED
  }

  /** With fewer rows in a group, workers that aggregate apart leave as much to do as they do. */
  private static final double ROWS_PER_GROUP_LEAST = 8;

  private final PlanMetadata metadata;
  private final PlanOptions options;

  Exchanges(PlanMetadata metadata, PlanOptions options) {
    this.metadata = metadata;
    this.options = options;
  }

  /** The tree with exchanges. */
  RelNode placedIn(RelNode root) {
    return placed(root, null, Demand.ALL);
  }

  private RelNode placed(RelNode node, @Nullable RelNode parent, Demand demand) {
    if (demand == Demand.ALL && isWorthIt(node, parent)) {
      placeInBuiltSides(node);
      PhysicalExchange exchange =
          PhysicalExchange.create(
              node, options.workers(), options.parallelRows(), makesFewGroups(parent));
      metadata.setRowCount(exchange, metadata.getRowCount(node));
      return exchange;
    }
    List<RelNode> inputs = node.getInputs();
    for (int i = 0; i < inputs.size(); i++) {
      replace(node, i, placed(inputs.get(i), node, demand(node, i, demand)));
    }
    return node;
  }

  private static void replace(RelNode node, int input, RelNode placed) {
    if (placed != node.getInput(input)) {
      node.replaceInput(input, placed);
    }
  }

  private static Demand demand(RelNode node, int input, Demand demand) {
    boolean inner = input == 1 && (node instanceof Correlate || node instanceof PhysicalLookupJoin);
    if (demand == Demand.REPEATED || inner || node instanceof RepeatUnion) {
      return Demand.REPEATED;
    }
    if (node instanceof PhysicalHashJoin join && input == (join.buildsLeft() ? 0 : 1)) {
      return Demand.ALL;
    }
    if (node instanceof PhysicalLimit) {
      return Demand.SOME;
    }
    boolean collects = node instanceof Sort || node instanceof Aggregate || node instanceof Window;
    return collects ? Demand.ALL : demand;
  }

  /** In the sides of joins that are read before, within a part that several threads work at. */
  private void placeInBuiltSides(RelNode node) {
    if (node instanceof PhysicalHashJoin join) {
      int built = join.buildsLeft() ? 0 : 1;
      replace(join, built, placed(join.getInput(built), join, Demand.ALL));
      placeInBuiltSides(join.getInput(1 - built));
    } else if (!(node instanceof IndexScan)) {
      placeInBuiltSides(node.getInput(0));
    }
  }

  private boolean isWorthIt(RelNode node, @Nullable RelNode parent) {
    IndexScan scan = scan(node);
    return scan != null
        && scan.path().rowsVisited() >= options.parallelRows()
        && (makesFewGroups(parent) || hasWork(node));
  }

  /** Whether the node aggregates, and merging the groups of all workers is a small part of it. */
  private boolean makesFewGroups(@Nullable RelNode node) {
    return node instanceof PhysicalAggregate
        && metadata.getRowCount(node) * ROWS_PER_GROUP_LEAST
            <= metadata.getRowCount(node.getInput(0));
  }

  /** The scan that the node's rows come from one by one; null if there is none. */
  private static @Nullable IndexScan scan(RelNode node) {
    if (node instanceof IndexScan scan) {
      return scan.path().canBeDivided() ? scan : null;
    }
    if (node instanceof PhysicalHashJoin join) {
      return isStreaming(join) ? scan(join.getInput(join.buildsLeft() ? 1 : 0)) : null;
    }
    boolean streams =
        node instanceof PhysicalFilter
            || node instanceof PhysicalProject
            || node instanceof PhysicalLookupJoin;
    return streams ? scan(node.getInput(0)) : null;
  }

  /** Whether it need not be known in the end which rows of the built side have matched. */
  private static boolean isStreaming(PhysicalHashJoin join) {
    return switch (join.getJoinType()) {
      case INNER -> true;
      case RIGHT -> join.buildsLeft();
      case LEFT, SEMI, ANTI, LEFT_MARK -> !join.buildsLeft();
      default -> false;
    };
  }

  /** Whether there is more to do than to hand over what is read. */
  private static boolean hasWork(RelNode node) {
    if (node instanceof IndexScan scan) {
      return scan.path().residual() != null || !scan.path().predicates().isEmpty();
    }
    if (node instanceof PhysicalProject project) {
      return hasWork(project.getInput())
          || project.getProjects().stream().anyMatch(value -> !(value instanceof RexInputRef));
    }
    return node instanceof PhysicalFilter || node instanceof Join;
  }
}
