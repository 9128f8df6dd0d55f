package org.lightningdb.sql.plan;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * Rewrites references to an outer row inside sub-queries, and inside their sub-queries. References
 * to columns of a sub-query's own inputs are left alone.
 */
abstract class SubQueryShuttle extends RexShuttle {
  /** The same for the expressions of relational nodes. */
  private static final class Nodes extends RelHomogeneousShuttle {
    private final RexShuttle expressions;

    Nodes(RexShuttle expressions) {
      this.expressions = expressions;
    }

    @Override
    public RelNode visit(RelNode other) {
      return super.visit(other).accept(expressions);
    }
  }

  /** Rewrites what a sub-query computes, not its operands. */
  final RelNode inside(RexSubQuery query) {
    return query.rel.accept(new Nodes(new Inner()));
  }

  /** Does what this one does with references to outer rows only. */
  private final class Inner extends RexShuttle {
    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return SubQueryShuttle.this.visitFieldAccess(access);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RexSubQuery outer = (RexSubQuery) super.visitSubQuery(query);
      return outer.clone(outer.rel.accept(new Nodes(this)));
    }
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery query) {
    RexSubQuery outer = (RexSubQuery) super.visitSubQuery(query);
    return outer.clone(inside(outer));
  }
}
