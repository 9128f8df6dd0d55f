package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/**
 * Offers to answer a join by looking up, for every row of one side, the matching rows of a table
 * through an index. Cheaper than reading the table if the other side is small.
 */
final class LookupJoinRule extends RelOptRule {
  /** The table is the join's right input. */
  static final RelOptRule RIGHT = new LookupJoinRule(true);

  /** The table is the join's left input. */
  static final RelOptRule LEFT = new LookupJoinRule(false);

  private final boolean tableRight;

  @SuppressWarnings("deprecation")
  private LookupJoinRule(boolean tableRight) {
    super(
        tableRight
            ? operand(
                LogicalJoin.class,
                operand(RelNode.class, any()),
                operand(TableAccess.class, Convention.NONE, any()))
            : operand(
                LogicalJoin.class,
                operand(TableAccess.class, Convention.NONE, any()),
                operand(RelNode.class, any())),
        tableRight ? "LookupJoinRight" : "LookupJoinLeft");
    this.tableRight = tableRight;
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalJoin join = call.rel(0);
    if (!join.getVariablesSet().isEmpty() || !isSuitable(join.getJoinType())) {
      return;
    }
    TableAccess table = call.rel(tableRight ? 2 : 1);
    RelNode outer = tableRight ? join.getLeft() : join.getRight();
    CorrelationId variable = join.getCluster().createCorrel();
    ImmutableBitSet.Builder required = ImmutableBitSet.builder();
    RexNode condition = lookupCondition(join, outer, variable, required);
    TableAccess looked = table.filter(condition);
    if (required.isEmpty() || !usesIndex(looked, table)) {
      return;
    }
    JoinRelType type = tableRight ? join.getJoinType() : flipped(join.getJoinType());
    RelNode correlate =
        LogicalCorrelate.create(outer, looked, List.of(), variable, required.build(), type);
    call.transformTo(tableRight ? correlate : reordered(correlate, join));
  }

  private boolean isSuitable(JoinRelType type) {
    return switch (type) {
      case INNER -> true;
      case LEFT, SEMI, ANTI -> tableRight;
      case RIGHT -> !tableRight;
      default -> false;
    };
  }

  private static JoinRelType flipped(JoinRelType type) {
    return type == JoinRelType.RIGHT ? JoinRelType.LEFT : type;
  }

  /** The join condition over the table's row, the other side's columns being variables. */
  private RexNode lookupCondition(
      LogicalJoin join, RelNode outer, CorrelationId variable, ImmutableBitSet.Builder required) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    int leftCount = join.getLeft().getRowType().getFieldCount();
    return join.getCondition()
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                boolean onLeft = reference.getIndex() < leftCount;
                int field = onLeft ? reference.getIndex() : reference.getIndex() - leftCount;
                if (onLeft != tableRight) {
                  return new RexInputRef(field, reference.getType());
                }
                required.set(field);
                return builder.makeFieldAccess(
                    builder.makeCorrel(outer.getRowType(), variable), field);
              }
            });
  }

  /** Whether the join condition gives an index bounds that it did not have before. */
  private static boolean usesIndex(TableAccess looked, TableAccess plain) {
    TableDescriptor table = plain.catalogTable().descriptor();
    List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
    indexes.add(table.primary());
    return indexes.stream()
        .anyMatch(
            index ->
                AccessPath.of(looked, index).pointColumns()
                    > AccessPath.of(plain, index).pointColumns());
  }

  private static RelNode reordered(RelNode correlate, LogicalJoin join) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    int leftCount = join.getLeft().getRowType().getFieldCount();
    int rightCount = join.getRight().getRowType().getFieldCount();
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < leftCount; i++) {
      columns.add(builder.makeInputRef(correlate, rightCount + i));
    }
    for (int i = 0; i < rightCount; i++) {
      columns.add(builder.makeInputRef(correlate, i));
    }
    return RelOptUtil.createCastRel(
        LogicalProject.create(
            correlate, List.of(), columns, join.getRowType().getFieldNames(), Set.of()),
        join.getRowType(),
        false);
  }
}
