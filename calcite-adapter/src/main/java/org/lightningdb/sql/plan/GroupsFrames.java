package org.lightningdb.sql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.lightningdb.sql.parser.ast.GroupsFrame;

/**
 * A frame of n groups before to m groups behind a row is a RANGE of n and m over the row's
 * DENSE_RANK: a projection below the windows computes that rank, and becomes their sort key.
 */
final class GroupsFrames extends RelHomogeneousShuttle {
  private GroupsFrames() {}

  static RelNode apply(RelNode node) {
    return node.accept(new GroupsFrames());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    return node instanceof LogicalProject project && project.containsOver()
        ? new Ranked(project).rewrite()
        : node;
  }

  /** One projection, and the ranks that its windows need. */
  private static final class Ranked extends RexShuttle {
    private final LogicalProject project;
    private final RexBuilder builder;
    private final Map<List<?>, RexNode> ranks = new LinkedHashMap<>();
    private final List<RexNode> below;

    Ranked(LogicalProject project) {
      this.project = project;
      this.builder = project.getCluster().getRexBuilder();
      this.below = new ArrayList<>(builder.identityProjects(project.getInput().getRowType()));
    }

    RelNode rewrite() {
      List<RexNode> above = visitList(project.getProjects());
      if (ranks.isEmpty()) {
        return project;
      }
      RelNode ranked =
          LogicalProject.create(
              project.getInput(), List.of(), below, (List<String>) null, Set.of());
      return LogicalProject.create(
          ranked, project.getHints(), above, project.getRowType(), project.getVariablesSet());
    }

    @Override
    public RexNode visitOver(RexOver over) {
      RexNode inner = super.visitOver(over);
      RexWindow window = over.getWindow();
      if (window.orderKeys.isEmpty() || !isMarked(window.orderKeys.get(0))) {
        return inner;
      }
      RexNode rank = ranks.computeIfAbsent(key(window), key -> addRank(window));
      return builder.makeOver(
          over.getParserPosition(),
          over.getType(),
          over.getAggOperator(),
          over.getOperands(),
          window.partitionKeys,
          ImmutableList.of(new RexFieldCollation(rank, Set.of())),
          window.getLowerBound(),
          window.getUpperBound(),
          window.getExclude(),
          false,
          true,
          false,
          over.isDistinct(),
          over.ignoreNulls());
    }

    private static boolean isMarked(RexFieldCollation key) {
      return key.left instanceof RexCall call && call.getOperator().equals(GroupsFrame.KEY);
    }

    private static List<?> key(RexWindow window) {
      return List.of(window.partitionKeys, window.orderKeys);
    }

    private RexNode addRank(RexWindow window) {
      List<RexFieldCollation> keys = new ArrayList<>(window.orderKeys);
      RexFieldCollation first = keys.get(0);
      RexNode unmarked = ((RexCall) first.left).getOperands().get(0);
      keys.set(0, new RexFieldCollation(unmarked, first.right));
      RelDataType type =
          SqlStdOperatorTable.DENSE_RANK.inferReturnType(builder.getTypeFactory(), List.of());
      below.add(
          builder.makeOver(
              type,
              SqlStdOperatorTable.DENSE_RANK,
              List.of(),
              window.partitionKeys,
              ImmutableList.copyOf(keys),
              RexWindowBounds.UNBOUNDED_PRECEDING,
              RexWindowBounds.CURRENT_ROW,
              RexWindowExclusion.EXCLUDE_NO_OTHER,
              true,
              true,
              false,
              false,
              false));
      return builder.makeInputRef(type, below.size() - 1);
    }
  }
}
