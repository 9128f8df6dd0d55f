package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Orders joins: {@link JoinCluster} takes a tree of joins apart, {@link JoinSearch} finds the best
 * tree, and here it is built. A projection restores the original order of columns. Trees of two
 * relations stay as they are: which of them is hashed or looked up is chosen with the operators.
 */
final class JoinOrder {
  /** Sets of relations are bits of a long. */
  private static final int RELATIONS_MAX = 63;

  private final JoinCluster cluster;
  private final RexBuilder builder;

  private JoinOrder(JoinCluster cluster, RexBuilder builder) {
    this.cluster = cluster;
    this.builder = builder;
  }

  static RelNode apply(RelNode node) {
    if (JoinCluster.isPart(node)) {
      int relations = JoinCluster.countRelations(node);
      if (relations > 2 && relations <= RELATIONS_MAX) {
        JoinCluster cluster = JoinCluster.of(node, JoinOrder::apply);
        JoinTree best = new JoinSearch(cluster).best();
        if (best != null) {
          return new JoinOrder(cluster, node.getCluster().getRexBuilder()).build(best, node);
        }
      }
    }
    return Inputs.rewritten(node, JoinOrder::apply);
  }

  /** A tree that was built, and where the cluster's columns are in its row. */
  private record Built(RelNode node, Map<Integer, Integer> positions) {}

  private RelNode build(JoinTree best, RelNode original) {
    Built built = build(best);
    List<RexNode> projects = new ArrayList<>();
    for (int column : cluster.columns()) {
      RelDataType type = original.getRowType().getFieldList().get(projects.size()).getType();
      RexNode reference = builder.makeInputRef(built.node(), position(built, column));
      projects.add(builder.ensureType(type, reference, false));
    }
    return LogicalProject.create(
        built.node(), List.of(), projects, original.getRowType(), Set.of());
  }

  private static int position(Built built, int column) {
    Integer position = built.positions().get(column);
    if (position == null) {
      throw new IllegalStateException("column " + column + " is not there any more");
    }
    return position;
  }

  private Built build(JoinTree tree) {
    if (tree.isLeaf()) {
      return filtered(leaf(tree.relation()), tree.conjuncts());
    }
    Built left = build(tree.left());
    Built right = build(tree.right());
    JoinOperator outer = tree.outer();
    return outer == null
        ? joined(left, right, JoinRelType.INNER, tree.conjuncts())
        : filtered(joined(left, right, outer.type(), List.of(outer)), tree.conjuncts());
  }

  private Built leaf(int relation) {
    RelNode node = cluster.relations().get(relation);
    Map<Integer, Integer> positions = new HashMap<>();
    for (int i = 0; i < node.getRowType().getFieldCount(); i++) {
      positions.put(cluster.offset(relation) + i, i);
    }
    return new Built(node, positions);
  }

  private Built filtered(Built input, List<JoinOperator> conjuncts) {
    if (conjuncts.isEmpty()) {
      return input;
    }
    List<RelDataType> types = types(List.of(input.node()));
    RelNode filter =
        LogicalFilter.create(input.node(), condition(conjuncts, input.positions(), types));
    return new Built(filter, input.positions());
  }

  private Built joined(Built left, Built right, JoinRelType type, List<JoinOperator> conjuncts) {
    int leftColumns = left.node().getRowType().getFieldCount();
    Map<Integer, Integer> both = new HashMap<>(left.positions());
    right.positions().forEach((column, at) -> both.put(column, leftColumns + at));
    RexNode condition = condition(conjuncts, both, types(List.of(left.node(), right.node())));
    RelNode join =
        LogicalJoin.create(left.node(), right.node(), List.of(), condition, Set.of(), type);
    return new Built(join, type.projectsRight() ? both : left.positions());
  }

  private static List<RelDataType> types(List<RelNode> nodes) {
    List<RelDataType> types = new ArrayList<>();
    for (RelNode node : nodes) {
      node.getRowType().getFieldList().forEach(field -> types.add(field.getType()));
    }
    return types;
  }

  private RexNode condition(
      List<JoinOperator> operators, Map<Integer, Integer> positions, List<RelDataType> types) {
    Renumbering renumbering = new Renumbering(positions, types);
    List<RexNode> conjuncts = new ArrayList<>();
    for (JoinOperator operator : operators) {
      for (RexNode conjunct : operator.conjuncts()) {
        conjuncts.add(conjunct.accept(renumbering));
      }
    }
    return RexUtil.composeConjunction(builder, conjuncts);
  }

  /** Columns of the cluster become columns of a row, which may be NULL where they were not. */
  private final class Renumbering extends RexShuttle {
    private final Map<Integer, Integer> positions;
    private final List<RelDataType> types;

    Renumbering(Map<Integer, Integer> positions, List<RelDataType> types) {
      this.positions = positions;
      this.types = types;
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      Integer position = positions.get(reference.getIndex());
      if (position == null) {
        throw new IllegalStateException("column " + reference + " is not joined yet");
      }
      return new RexInputRef(position, types.get(position));
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      return visited instanceof RexCall changed
          ? withNullability(changed, becomesNullable(call, changed))
          : visited;
    }

    private boolean becomesNullable(RexCall before, RexCall after) {
      for (int i = 0; i < before.getOperands().size(); i++) {
        boolean was = before.getOperands().get(i).getType().isNullable();
        if (!was && after.getOperands().get(i).getType().isNullable()) {
          return true;
        }
      }
      return false;
    }

    private RexNode withNullability(RexCall call, boolean changed) {
      if (!changed || call.getType().isNullable()) {
        return call;
      }
      RelDataType derived =
          call.isA(SqlKind.CAST)
              ? call.getOperands().get(0).getType()
              : builder.deriveReturnType(call.getOperator(), call.getOperands());
      return derived.isNullable()
          ? call.clone(
              builder.getTypeFactory().createTypeWithNullability(call.getType(), true),
              call.getOperands())
          : call;
    }
  }
}
