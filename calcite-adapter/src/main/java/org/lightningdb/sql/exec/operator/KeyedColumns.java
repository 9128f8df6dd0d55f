package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Rows with their keys, as a join keeps them: the columns of its input, then the keys that are no
 * column and have to be computed.
 */
final class KeyedColumns {
  private final int inputColumns;
  private final List<SqlType> types;
  private final int[] keyColumns;
  private final List<Evaluator> computedKeys = new ArrayList<>();
  private final Batch batch;

  KeyedColumns(List<SqlType> inputTypes, List<Expression> keys, Execution execution) {
    this.inputColumns = inputTypes.size();
    this.types = new ArrayList<>(inputTypes);
    this.keyColumns = new int[keys.size()];
    for (int i = 0; i < keyColumns.length; i++) {
      Expression key = keys.get(i);
      if (key instanceof ColumnReference column) {
        keyColumns[i] = column.index();
      } else {
        keyColumns[i] = types.size();
        types.add(key.type());
        computedKeys.add(key.evaluator(execution));
      }
    }
    this.batch = new Batch(types.size());
  }

  List<SqlType> types() {
    return types;
  }

  /** Where each key is. Not to be changed. */
  int[] keyColumns() {
    return keyColumns;
  }

  /** The rows taken last, borrowed from the input's batch. */
  Batch batch() {
    return batch;
  }

  void take(Batch input) {
    for (int i = 0; i < inputColumns; i++) {
      batch.setColumn(i, input.column(i));
    }
    for (int i = 0; i < computedKeys.size(); i++) {
      batch.setColumn(inputColumns + i, computedKeys.get(i).evaluate(input, input.rows()));
    }
    batch.takeRows(input);
  }
}
