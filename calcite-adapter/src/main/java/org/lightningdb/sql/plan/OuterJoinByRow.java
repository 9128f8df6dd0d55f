package org.lightningdb.sql.plan;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * An outer join with a sub-query in ON that uses columns of both sides: for each row of the side
 * that keeps all its rows, the other side filtered by the whole condition.
 */
final class OuterJoinByRow extends SubQueryShuttle {
  private final LogicalJoin join;
  private final RexBuilder builder;
  private final RelNode outer;
  private final RelNode inner;
  private final int outerFirst;
  private final int innerFirst;
  private final CorrelationId outerRow;
  private final CorrelationId innerRow;
  private final ImmutableBitSet.Builder outerColumns = ImmutableBitSet.builder();

  private OuterJoinByRow(LogicalJoin join) {
    this.join = join;
    this.builder = join.getCluster().getRexBuilder();
    boolean left = join.getJoinType() == JoinRelType.LEFT;
    int leftCount = join.getLeft().getRowType().getFieldCount();
    this.outer = left ? join.getLeft() : join.getRight();
    this.inner = left ? join.getRight() : join.getLeft();
    this.outerFirst = left ? 0 : leftCount;
    this.innerFirst = left ? leftCount : 0;
    this.outerRow = join.getCluster().createCorrel();
    this.innerRow = join.getCluster().createCorrel();
  }

  /** A left or right join. */
  static RelNode rewrite(LogicalJoin join) {
    return new OuterJoinByRow(join).rewrite();
  }

  private RelNode rewrite() {
    RexNode condition = join.getCondition().accept(this);
    LogicalCorrelate correlate =
        LogicalCorrelate.create(
            outer,
            LogicalFilter.create(inner, condition, ImmutableSet.of(innerRow)),
            List.of(),
            outerRow,
            outerColumns.build(),
            JoinRelType.LEFT);
    List<RexNode> columns = new ArrayList<>();
    int outerCount = outer.getRowType().getFieldCount();
    for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
      int place = isOuter(i) ? i - outerFirst : outerCount + i - innerFirst;
      columns.add(builder.makeInputRef(correlate, place));
    }
    return LogicalProject.create(correlate, List.of(), columns, join.getRowType(), Set.of());
  }

  private boolean isOuter(int field) {
    return field >= outerFirst && field < outerFirst + outer.getRowType().getFieldCount();
  }

  @Override
  public RexNode visitInputRef(RexInputRef reference) {
    int field = reference.getIndex();
    return isOuter(field)
        ? ofOuter(field)
        : builder.makeInputRef(reference.getType(), field - innerFirst);
  }

  @Override
  public RexNode visitFieldAccess(RexFieldAccess access) {
    if (!(access.getReferenceExpr() instanceof RexCorrelVariable variable)
        || !join.getVariablesSet().contains(variable.id)) {
      return super.visitFieldAccess(access);
    }
    int field = access.getField().getIndex();
    return isOuter(field)
        ? ofOuter(field)
        : builder.makeFieldAccess(
            builder.makeCorrel(inner.getRowType(), innerRow), field - innerFirst);
  }

  private RexNode ofOuter(int field) {
    outerColumns.set(field - outerFirst);
    return builder.makeFieldAccess(
        builder.makeCorrel(outer.getRowType(), outerRow), field - outerFirst);
  }
}
