package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * A recursive query: the rows of its seed, then those of its step, executed again over the rows
 * that came last until there are none.
 *
 * @param number by which the step's {@link WorkingScanPlan} finds the rows
 * @param all whether rows that came before may come again
 */
public record RecursiveUnionPlan(OperatorPlan seed, OperatorPlan step, int number, boolean all)
    implements OperatorPlan {
  @Override
  public List<SqlType> types() {
    return seed.types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(seed.operator(execution), step.operator(execution), execution);
  }

  /** One execution's state; the seed or the step is open, never both. */
  private final class Running implements Operator {
    private final Operator seed;
    private final Operator step;
    private final Execution execution;
    private final KeyGroups seen;
    private final ColumnVector[] columns = new ColumnVector[types().size()];
    private RowStore read;
    private RowStore written;
    private int[] fresh = new int[0];
    private @Nullable Operator current;

    Running(Operator seed, Operator step, Execution execution) {
      this.seed = seed;
      this.step = step;
      this.execution = execution;
      this.seen = new KeyGroups(types(), execution.memory());
      this.read = new RowStore(types(), execution.memory());
      this.written = new RowStore(types(), execution.memory());
    }

    @Override
    public void open() {
      current = seed;
      seed.open();
    }

    @Override
    public @Nullable Batch next() {
      while (current != null) {
        Batch batch = current.next();
        if (batch == null) {
          goOn(current);
          continue;
        }
        execution.context().checkCancelled();
        if (!all) {
          keepUnseen(batch);
        }
        if (batch.count() > 0) {
          written.append(batch);
          return batch;
        }
      }
      return null;
    }

    /** Starts the step over the rows written last, if there are any. */
    private void goOn(Operator ended) {
      ended.close();
      current = null;
      execution.context().checkCancelled();
      if (written.size() > 0) {
        RowStore last = written;
        read.clear();
        written = read;
        read = last;
        execution.setWorkingRows(number, last);
        current = step;
        step.open();
      }
    }

    private void keepUnseen(Batch batch) {
      if (fresh.length < batch.positions()) {
        fresh = new int[batch.positions()];
      }
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(i);
      }
      int known = seen.size();
      int[] groups = seen.assign(columns, batch);
      int count = 0;
      for (int i = 0; i < batch.count(); i++) {
        int position = batch.rows().position(i);
        if (groups[position] == known) {
          known++;
          fresh[count++] = position;
        }
      }
      batch.select(fresh, count);
    }

    @Override
    public void close() {
      Operator open = current;
      if (open != null) {
        current = null;
        open.close();
      }
      seen.clear();
      read.clear();
      written.clear();
    }
  }
}
