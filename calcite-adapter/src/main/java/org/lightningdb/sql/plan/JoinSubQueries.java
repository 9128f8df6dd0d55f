package org.lightningdb.sql.plan;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;

/**
 * Takes sub-queries out of join conditions, where Calcite's own rule answers outer joins wrongly.
 *
 * <p>A conjunct of an inner join with a sub-query becomes a filter above the join. In an outer join
 * the sub-query becomes a computed column of the side whose columns it uses; if it uses both sides,
 * the other side is filtered for each row, and a full join refused.
 */
final class JoinSubQueries extends RelHomogeneousShuttle {
  private JoinSubQueries() {}

  static RelNode apply(RelNode node) {
    return node.accept(new JoinSubQueries());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    if (!(node instanceof LogicalJoin join) || !RexUtil.SubQueryFinder.containsSubQuery(join)) {
      return node;
    }
    return switch (join.getJoinType()) {
      case INNER -> filtered(join);
      case LEFT, RIGHT ->
          usesBothSides(join) ? OuterJoinByRow.rewrite(join) : new Outer(join).rewrite();
      default -> new Outer(join).rewrite();
    };
  }

  private static RelNode filtered(LogicalJoin join) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    List<RexNode> plain = new ArrayList<>();
    List<RexNode> above = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      boolean sub = RexUtil.SubQueryFinder.find(conjunct) != null;
      (sub ? above : plain).add(conjunct);
    }
    LogicalJoin without =
        LogicalJoin.create(
            join.getLeft(),
            join.getRight(),
            join.getHints(),
            RexUtil.composeConjunction(builder, plain),
            Set.of(),
            JoinRelType.INNER);
    return LogicalFilter.create(
        without,
        RexUtil.composeConjunction(builder, above),
        ImmutableSet.copyOf(join.getVariablesSet()));
  }

  private static boolean usesBothSides(LogicalJoin join) {
    ImmutableBitSet left = ImmutableBitSet.range(join.getLeft().getRowType().getFieldCount());
    boolean[] found = {false};
    join.getCondition()
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery query) {
                ImmutableBitSet used = used(query, join);
                found[0] |= used.intersects(left) && !left.contains(used);
                return query;
              }
            });
    return found[0];
  }

  /** The fields of the joined row that the sub-query is given or refers to from inside. */
  private static ImmutableBitSet used(RexSubQuery query, LogicalJoin join) {
    ImmutableBitSet.Builder fields = ImmutableBitSet.builder();
    fields.addAll(RelOptUtil.InputFinder.bits(query.getOperands(), null));
    new SubQueryShuttle() {
      @Override
      public RexNode visitFieldAccess(RexFieldAccess access) {
        if (isRowOf(join, access)) {
          fields.set(access.getField().getIndex());
        }
        return super.visitFieldAccess(access);
      }
    }.inside(query);
    return fields.build();
  }

  private static boolean isRowOf(LogicalJoin join, RexFieldAccess access) {
    return access.getReferenceExpr() instanceof RexCorrelVariable variable
        && join.getVariablesSet().contains(variable.id);
  }

  /** Rewrites one outer join. */
  private static final class Outer extends RexShuttle {
    private final LogicalJoin join;
    private final RexBuilder builder;
    private final int leftCount;
    private final Side left;
    private final Side right;

    Outer(LogicalJoin join) {
      this.join = join;
      this.builder = join.getCluster().getRexBuilder();
      this.leftCount = join.getLeft().getRowType().getFieldCount();
      this.left = new Side(join.getLeft(), 0);
      this.right = new Side(join.getRight(), leftCount);
    }

    RelNode rewrite() {
      RexNode condition = join.getCondition().accept(this);
      RelNode newLeft = left.project();
      RelNode newRight = right.project();
      int added = newLeft.getRowType().getFieldCount() - leftCount;
      LogicalJoin rewritten =
          LogicalJoin.create(
              newLeft,
              newRight,
              join.getHints(),
              condition.accept(new Renumber(added)),
              Set.of(),
              join.getJoinType());
      List<RexNode> columns = new ArrayList<>();
      int rightCount = join.getRowType().getFieldCount() - leftCount;
      for (int i = 0; i < leftCount; i++) {
        columns.add(builder.makeInputRef(rewritten, i));
      }
      for (int i = 0; i < rightCount; i++) {
        columns.add(builder.makeInputRef(rewritten, leftCount + added + i));
      }
      return LogicalProject.create(rewritten, List.of(), columns, join.getRowType(), Set.of());
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      ImmutableBitSet used = used(query, join);
      ImmutableBitSet leftFields = ImmutableBitSet.range(leftCount);
      if (leftFields.contains(used)) {
        return new Placeholder(left.add(query), query, false);
      }
      if (!leftFields.intersects(used)) {
        return new Placeholder(right.add(query), query, true);
      }
      throw DbException.notSupported(
          "a sub-query in the ON clause of a full join that uses columns of both sides");
    }

    /** The references to computed columns, once it is known how many there are on the left. */
    private final class Renumber extends RexShuttle {
      private final int addedLeft;

      Renumber(int addedLeft) {
        this.addedLeft = addedLeft;
      }

      @Override
      public RexNode visitInputRef(RexInputRef reference) {
        if (reference instanceof Placeholder placeholder) {
          int base =
              placeholder.isRight()
                  ? leftCount + addedLeft + join.getRight().getRowType().getFieldCount()
                  : leftCount;
          return new RexInputRef(base + placeholder.number(), reference.getType());
        }
        return reference.getIndex() < leftCount
            ? reference
            : new RexInputRef(reference.getIndex() + addedLeft, reference.getType());
      }
    }

    /** One input and the sub-queries computed on it. */
    private final class Side {
      private final RelNode input;
      private final int offset;
      private final List<RexNode> queries = new ArrayList<>();
      private @Nullable CorrelationId variable;

      Side(RelNode input, int offset) {
        this.input = input;
        this.offset = offset;
      }

      int add(RexSubQuery query) {
        List<RexNode> operands =
            query.getOperands().stream().map(operand -> RexUtil.shift(operand, -offset)).toList();
        RelNode rel = localVariable().inside(query);
        queries.add(query.clone(query.getType(), operands).clone(rel));
        return queries.size() - 1;
      }

      /** References to the joined row become references to this side's row. */
      private SubQueryShuttle localVariable() {
        return new SubQueryShuttle() {
          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            if (!isRowOf(join, access)) {
              return super.visitFieldAccess(access);
            }
            CorrelationId id = variable == null ? join.getCluster().createCorrel() : variable;
            variable = id;
            return builder.makeFieldAccess(
                builder.makeCorrel(input.getRowType(), id), access.getField().getIndex() - offset);
          }
        };
      }

      RelNode project() {
        if (queries.isEmpty()) {
          return input;
        }
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(input.getRowType()));
        columns.addAll(queries);
        List<@Nullable String> names = new ArrayList<>(input.getRowType().getFieldNames());
        queries.forEach(query -> names.add(null));
        CorrelationId id = variable;
        return LogicalProject.create(
            input, List.of(), columns, names, id == null ? Set.of() : Set.of(id));
      }
    }
  }

  /** Stands for a computed column until the columns are numbered. */
  private static final class Placeholder extends RexInputRef {
    private final boolean right;

    Placeholder(int number, RexSubQuery query, boolean right) {
      super(number, query.getType());
      this.right = right;
    }

    int number() {
      return getIndex();
    }

    boolean isRight() {
      return right;
    }
  }
}
