package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/**
 * The rows of an input that several threads work at, in the order that it has without them. If the
 * execution may have one thread only, or there are too few rows, the input is executed as it is.
 *
 * @param input a {@link ScanPlan} of an index below {@link StreamingPlan}s
 * @param rowsMin how many rows the scan has to read to be worth it
 * @param apart whether an aggregate above may let workers aggregate their rows
 * @param number the line in the plan's text where the work is measured; null = nowhere
 */
public record ExchangePlan(
    OperatorPlan input, long rowsMin, boolean apart, @Nullable Integer number)
    implements OperatorPlan {
  @Override
  public List<SqlType> types() {
    return input.types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new ExchangeOperator(this, execution);
  }
}
