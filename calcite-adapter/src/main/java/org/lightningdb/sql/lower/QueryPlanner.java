package org.lightningdb.sql.lower;

import java.util.List;
import java.util.Optional;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.operator.OperatorQueryPlan;
import org.lightningdb.sql.exec.operator.RowChecks;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.ViewDefinition;

/** From a parsed statement to a plan that runs: the one door of planning. Thread-safe. */
public interface QueryPlanner {
  /**
   * Validates, optimises and lowers a statement. Needs deep recursion for deeply nested statements:
   * call it on a thread with a large stack.
   *
   * @throws org.lightningdb.index.error.DbException with SQLState, position and the names involved
   */
  PreparedPlan plan(PlanRequest request);

  /**
   * The columns of the query that is the request's statement, which is left as it is.
   *
   * @throws DbException as {@link #plan}
   */
  default List<ResultColumn> columns(PlanRequest request) {
    throw DbException.notSupported("the columns of a query");
  }

  /**
   * Plans the CHECK constraints of a table, which the catalog need not have.
   *
   * @param request its statement does not matter
   * @throws DbException as {@link #plan}, naming the constraint
   */
  default RowChecks planChecks(PlanRequest request, TableDescriptor table) {
    throw DbException.notSupported("CHECK");
  }

  /**
   * What a view would be whose query is the request's text.
   *
   * @throws DbException as {@link #plan}
   */
  default ViewDefinition define(PlanRequest request) {
    throw DbException.notSupported("a view");
  }

  /** The plan if the statement is about one row found by its key, at a small part of the cost. */
  default Optional<PreparedPlan> planPoint(PlanRequest request) {
    return Optional.empty();
  }

  /**
   * Plans a query so that its executions can be measured.
   *
   * @throws DbException as {@link #plan}
   */
  default OperatorQueryPlan planMeasured(PlanRequest request) {
    throw DbException.notSupported("EXPLAIN ANALYZE");
  }

  /**
   * Plans a change so that the executions of its query can be measured.
   *
   * @throws DbException as {@link #plan}
   */
  default PreparedPlan.ModifyPlan planMeasuredChange(PlanRequest request) {
    throw DbException.notSupported("EXPLAIN ANALYZE of a change");
  }
}
