package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.SystemTableSource;

/** EXPLAIN: returns another plan's text, one row a line. */
record ExplainPlan(PreparedPlan explained) implements PreparedPlan.QueryPlan {
  private static final SqlType TEXT = SqlType.varchar(SqlType.UNBOUNDED);

  @Override
  public List<ResultColumn> columns() {
    return List.of(new ResultColumn("PLAN", "PLAN", "", "", TEXT, false, false));
  }

  @Override
  public List<SqlType> parameterTypes() {
    return explained.parameterTypes();
  }

  @Override
  public String explain() {
    return explained.explain();
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    List<@Nullable Object[]> lines = new ArrayList<>();
    explained.explain().lines().forEach(line -> lines.add(new @Nullable Object[] {line}));
    return new SystemTableSource("PLAN", List.of(TEXT), ignored -> lines).open(context, List.of());
  }
}
