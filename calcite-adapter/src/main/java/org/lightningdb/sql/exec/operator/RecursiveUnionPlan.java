package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.WorkingRows;

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
    private final SeenRows seen;
    private WorkingRows read;
    private WorkingRows written;
    private @Nullable Operator current;

    /** Whether the seed or the step has no more rows. */
    private boolean ended;

    Running(Operator seed, Operator step, Execution execution) {
      this.seed = seed;
      this.step = step;
      this.execution = execution;
      this.seen = new SeenRows(types(), execution);
      this.read = new WorkingRows(types(), execution);
      this.written = new WorkingRows(types(), execution);
    }

    @Override
    public void open() {
      current = seed;
      ended = false;
      seed.open();
    }

    @Override
    public @Nullable Batch next() {
      while (current != null) {
        execution.context().checkCancelled();
        Batch batch = ended ? null : current.next();
        if (batch != null && !all) {
          seen.keepUnseen(batch);
        } else if (batch == null) {
          ended = true;
          batch = seen.nextPutOff();
        }
        if (batch == null) {
          goOn(current);
          continue;
        }
        if (batch.count() > 0) {
          written.append(batch);
          return batch;
        }
      }
      return null;
    }

    /** Starts the step over the rows written last, if there are any. */
    private void goOn(Operator done) {
      done.close();
      current = null;
      ended = false;
      execution.context().checkCancelled();
      if (!written.isEmpty()) {
        WorkingRows last = written;
        read.close();
        written = read;
        read = last;
        execution.setWorkingRows(number, last);
        current = step;
        step.open();
      }
    }

    @Override
    public void close() {
      Operator open = current;
      if (open != null) {
        current = null;
        open.close();
      }
      seen.close();
      read.close();
      written.close();
    }
  }
}
