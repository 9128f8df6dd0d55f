package org.lightningdb.sql.session;

import java.util.List;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;

/** A plan that is only explained, as JSON. */
record ExplainedAsJson(PreparedPlan explained) implements PreparedPlan.QueryPlan {
  @Override
  public List<ResultColumn> columns() {
    return List.of();
  }

  @Override
  public List<SqlType> parameterTypes() {
    return explained.parameterTypes();
  }

  @Override
  public String explain() {
    return PlanJson.of(explained.explain());
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    throw new IllegalStateException("an explained plan is not executed");
  }
}
