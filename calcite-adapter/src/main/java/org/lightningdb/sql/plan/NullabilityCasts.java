package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Removes casts inside expressions that do nothing but call a nullable value NOT NULL, as COALESCE
 * and CASE leave them. Simplification believes them and drops the NULL test that made them true;
 * the executor then takes NULL for zero.
 */
final class NullabilityCasts extends RelHomogeneousShuttle {
  private NullabilityCasts() {}

  static RelNode remove(RelNode node) {
    return node.accept(new NullabilityCasts());
  }

  @Override
  public RelNode visit(RelNode other) {
    return super.visit(other).accept(new Expressions());
  }

  /** Works on the operands of calls; a whole expression keeps its type. */
  private static final class Expressions extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
      return visited.clone(NullabilityCasts.remove(visited.rel));
    }

    @Override
    public RexNode visitCall(RexCall call) {
      boolean[] changed = {false};
      List<RexNode> operands = visitList(call.getOperands(), changed);
      List<RexNode> plain = operands.stream().map(Expressions::plain).toList();
      return changed[0] || !plain.equals(operands) ? call.clone(call.getType(), plain) : call;
    }

    private static RexNode plain(RexNode node) {
      if (!node.isA(SqlKind.CAST) || node.getType().isNullable()) {
        return node;
      }
      RexNode operand = ((RexCall) node).getOperands().get(0);
      boolean sameButForNull =
          operand.getType().isNullable()
              && !RexUtil.isNullLiteral(operand, true)
              && SqlTypeUtil.equalSansNullability(operand.getType(), node.getType());
      return sameButForNull ? operand : node;
    }
  }
}
