package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * MERGE: a query joins source and target and says for each row what is to be done.
 *
 * @param query yields the number of the action (negative for none), the key of the target's row
 *     (NULL if there is none), and then what the cells of the actions refer to by column
 * @param oldColumns the query's columns that are those of the target's row, if somebody wants to
 *     know them, else none
 * @param generated computes generated columns; null = there are none
 */
public record MergePlan(
    TableDescriptor table,
    List<SqlType> parameterTypes,
    String explain,
    PreparedPlan.QueryPlan query,
    List<MergeAction> actions,
    List<Integer> oldColumns,
    @Nullable GeneratedValues generated)
    implements PreparedPlan.ModifyPlan {
  private static final int ACTION = 0;
  private static final int ROW_KEY = 1;

  public MergePlan {
    parameterTypes = List.copyOf(parameterTypes);
    actions = List.copyOf(actions);
    oldColumns = List.copyOf(oldColumns);
  }

  @Override
  public boolean insert() {
    return actions.stream().anyMatch(MergeAction.Insert.class::isInstance);
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    try (Running running = new Running(context, observer);
        BatchCursor source = query.open(context)) {
      for (VectorBatch batch = source.next(); batch != null; batch = source.next()) {
        context.checkCancelled();
        running.take(batch);
      }
      return running.finish();
    }
  }

  /** One execution's state. */
  private final class Running implements AutoCloseable {
    private final ExecutionContext context;
    private final @Nullable ChangeObserver observer;
    private final TableWriter writer;
    private final InsertedRows inserted;
    private final List<@Nullable UpdatedRows> updated = new ArrayList<>();
    private final TouchedRows touched;
    private final VectorBatch deletedKey =
        new VectorBatch(List.of(query.columns().get(ROW_KEY).type().columnKind()), 1);
    private long deleted;

    Running(ExecutionContext context, @Nullable ChangeObserver observer) {
      this.context = context;
      this.observer = observer;
      this.writer = GeneratedValues.writer(context, table, generated);
      this.inserted =
          new InsertedRows(
              table, writer, context.zone(), observer, InsertedRows.rowsExpectedUnknown());
      this.touched = new TouchedRows(context.resources());
      for (MergeAction action : actions) {
        updated.add(action instanceof MergeAction.Update update ? updatedRows(update) : null);
      }
    }

    private UpdatedRows updatedRows(MergeAction.Update update) {
      BitSet changed = new BitSet();
      update.changed().forEach(changed::set);
      return new UpdatedRows(table, writer, context.zone(), changed, observer);
    }

    void take(VectorBatch batch) {
      LongVector numbers = (LongVector) batch.column(ACTION);
      ColumnVector rowKeys = batch.column(ROW_KEY);
      for (int row = 0; row < batch.rowCount(); row++) {
        int number = (int) numbers.get(row);
        if (number < 0) {
          continue;
        }
        MergeAction action = actions.get(number);
        UpdatedRows states = updated.get(number);
        if (action instanceof MergeAction.Update update && states != null) {
          touch(rowKeys, row);
          states.begin(rowKeys, row, old(batch, row));
          set(states, update.cells(), batch, row);
        } else if (action instanceof MergeAction.Delete) {
          touch(rowKeys, row);
          delete(rowKeys, row);
          if (observer != null) {
            observer.deleted(old(batch, row));
          }
        } else if (action instanceof MergeAction.Insert insert) {
          flushUpdates();
          inserted.begin();
          set(inserted, insert.cells(), batch, row);
        }
      }
    }

    private void touch(ColumnVector rowKeys, int row) {
      if (!touched.add(rowKeys, row)) {
        throw DbException.of(
            SqlState.CARDINALITY_VIOLATION,
            "MERGE cannot change a row of the target twice: more than one row of the source"
                + " matches it");
      }
    }

    private @Nullable Object @Nullable [] old(VectorBatch batch, int row) {
      if (oldColumns.isEmpty()) {
        return null;
      }
      @Nullable Object[] values = new @Nullable Object[oldColumns.size()];
      for (int column = 0; column < values.length; column++) {
        int source = oldColumns.get(column);
        SqlType type = query.columns().get(source).type();
        values[column] = VectorValues.get(batch.column(source), row, type);
      }
      return values;
    }

    private void delete(ColumnVector rowKeys, int row) {
      deletedKey.clear();
      deletedKey.column(0).copyFrom(0, rowKeys, row);
      deletedKey.setRowCount(1);
      writer.delete(deletedKey.column(0), 1);
      deleted++;
    }

    private void set(GatheredRows target, List<InsertCell> cells, VectorBatch batch, int row) {
      for (int column = 0; column < cells.size(); column++) {
        InsertCell cell = cells.get(column);
        if (cell instanceof InsertCell.Constant constant) {
          target.set(column, constant.value());
        } else if (cell instanceof InsertCell.Parameter parameter) {
          target.assign(column, context.parameters().get(parameter.index()));
        } else if (cell instanceof InsertCell.Source source) {
          SqlType type = query.columns().get(source.column()).type();
          target.take(column, type, batch.column(source.column()), row);
        } else {
          target.number(column);
        }
      }
    }

    /**
     * Updates are written before inserts, which may take the keys they leave; where this matters,
     * the query has its rows in that order.
     */
    private long flushUpdates() {
      long total = 0;
      for (UpdatedRows states : updated) {
        total += states == null ? 0 : states.flush();
      }
      return total;
    }

    long finish() {
      return deleted + flushUpdates() + inserted.finish();
    }

    @Override
    public void close() {
      touched.close();
    }
  }
}
