package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.batch.Batch;

/** The rows of an operator as Java values. */
final class OperatorRows {
  private OperatorRows() {}

  /** Opens the operator, reads it to its end and closes it. */
  static List<List<@Nullable Object>> read(OperatorPlan plan, Operator operator) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    operator.open();
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      for (int i = 0; i < batch.count(); i++) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 0; column < batch.columnCount(); column++) {
          row.add(
              VectorValues.get(
                  batch.column(column), batch.rows().position(i), plan.types().get(column)));
        }
        rows.add(row);
      }
    }
    operator.close();
    return rows;
  }
}
