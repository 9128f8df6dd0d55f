package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Rows known when planned.
 *
 * @param rows Java values of the types
 */
public record ValuesPlan(List<SqlType> types, List<List<@Nullable Object>> rows)
    implements OperatorPlan {
  public ValuesPlan {
    types = List.copyOf(types);
    List<List<@Nullable Object>> copies = new ArrayList<>();
    rows.forEach(row -> copies.add(Collections.unmodifiableList(new ArrayList<>(row))));
    rows = Collections.unmodifiableList(copies);
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running();
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Batch batch = new Batch(types.size());
    private int done;

    Running() {
      int capacity = Math.min(rows.size(), Batch.ROWS_MAX);
      for (int i = 0; i < types.size(); i++) {
        batch.setColumn(i, ColumnVector.create(types.get(i).columnKind(), capacity));
      }
    }

    @Override
    public void open() {
      done = 0;
    }

    @Override
    public @Nullable Batch next() {
      int count = Math.min(rows.size() - done, Batch.ROWS_MAX);
      if (count == 0) {
        return null;
      }
      for (int column = 0; column < types.size(); column++) {
        ColumnVector vector = batch.column(column);
        vector.clear();
        for (int row = 0; row < count; row++) {
          VectorValues.set(vector, row, types.get(column), rows.get(done + row).get(column));
        }
      }
      done += count;
      batch.reset(count);
      return batch;
    }

    @Override
    public void close() {
      done = rows.size();
    }
  }
}
