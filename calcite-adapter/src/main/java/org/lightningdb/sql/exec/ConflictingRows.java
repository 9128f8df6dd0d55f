package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.access.TableWriter.ExistingRows;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Rows of an INSERT with ON CONFLICT. Of each batch the rows that nothing keeps out are inserted,
 * then one query computes what becomes of those in the way of the others. One statement's.
 */
final class ConflictingRows extends InsertedRows {
  private final ExecutionContext context;
  private final ConflictAction action;
  private final @Nullable ChangeObserver observer;
  private final TouchedRows touched;
  private long changed;

  ConflictingRows(
      ExecutionContext context,
      TableDescriptor table,
      TableWriter writer,
      @Nullable ChangeObserver observer,
      int rowsExpected,
      ConflictAction action) {
    super(table, writer, context.zone(), null, rowsExpected);
    this.context = context;
    this.action = action;
    this.observer = observer;
    this.touched = new TouchedRows(context.resources());
  }

  /** A row that keeps another one out. */
  private static final class Conflict {
    final int row;
    final @Nullable Object[] old;
    final Slice rowKey;

    Conflict(int row, @Nullable Object[] old, Slice rowKey) {
      this.row = row;
      this.old = old;
      this.rowKey = rowKey;
    }
  }

  @Override
  void write(VectorBatch rows) {
    Outcome outcome = new Outcome(rows, action.update() != null);
    writer().insertOrFind(rows, action.arbiters(), outcome);
    ConflictAction.Update update = action.update();
    if (update != null && !outcome.conflicts.isEmpty()) {
      outcome.update(update);
    }
    outcome.tell();
  }

  @Override
  long finish() {
    super.finish();
    return changed;
  }

  @Override
  public void close() {
    touched.close();
  }

  private static DbException twice() {
    return DbException.of(
        SqlState.CARDINALITY_VIOLATION,
        "ON CONFLICT DO UPDATE cannot change a row twice: several of the rows to insert have the"
            + " same key");
  }

  /** What became of one batch. */
  private final class Outcome implements ExistingRows {
    private final VectorBatch rows;
    private final boolean updating;
    private final BitSet inserted = new BitSet();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final int[] stateOf;
    private @Nullable VectorBatch states;

    Outcome(VectorBatch rows, boolean updating) {
      this.rows = rows;
      this.updating = updating;
      this.stateOf = new int[rows.rowCount()];
      java.util.Arrays.fill(stateOf, -1);
    }

    @Override
    public boolean wanted() {
      return updating;
    }

    @Override
    public void inserted(int row) {
      inserted.set(row);
    }

    @Override
    public void keptOut(int row) {
      // DO NOTHING.
    }

    @Override
    public void found(int row, VectorBatch existing, Slice rowKey) {
      if (touched.contains(rowKey)) {
        throw twice();
      }
      conflicts.add(new Conflict(row, TableRows.read(table(), existing, 0, 0), rowKey.copy()));
    }

    @Override
    public void repeated(int row) {
      throw twice();
    }

    void update(ConflictAction.Update update) {
      VectorBatch target = newBatch(conflicts.size());
      VectorBatch keys = new VectorBatch(List.of(ColumnKind.BYTES), conflicts.size());
      BitSet passed = compute(update, target);
      int count = 0;
      for (int number = 0; number < conflicts.size(); number++) {
        Conflict conflict = conflicts.get(number);
        if (touched.contains(conflict.rowKey)) {
          throw twice();
        }
        if (passed.get(number)) {
          touched.add(conflict.rowKey);
          count++;
        }
      }
      apply(update, passed, target, keys, count);
    }

    /** Computes new states; they stand in the target where the numbers of the conflicts say. */
    private BitSet compute(ConflictAction.Update update, VectorBatch target) {
      BitSet passed = new BitSet();
      ExecutionContext reading =
          DerivedContext.withOwnRows(context, Map.of(ConflictAction.CONFLICTS, pairs()));
      try (BatchCursor cursor = update.query().open(reading)) {
        for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
          LongVector numbers = (LongVector) batch.column(0);
          for (int row = 0; row < batch.rowCount(); row++) {
            int number = (int) numbers.get(row);
            passed.set(number);
            for (int column = 0; column < table().columns().size(); column++) {
              SqlType type = update.query().columns().get(column + 1).type();
              set(target, column, number, VectorValues.get(batch.column(column + 1), row, type));
            }
          }
        }
      }
      return passed;
    }

    private void set(VectorBatch target, int column, int position, @Nullable Object value) {
      var descriptor = table().columns().get(column);
      Object converted =
          ValueAssignment.convert(
              value, descriptor.type(), context.zone(), table().name(), descriptor.name());
      VectorValues.set(target.column(column), position, descriptor.type(), converted);
    }

    private List<@Nullable Object[]> pairs() {
      List<@Nullable Object[]> pairs = new ArrayList<>();
      int columns = table().columns().size();
      for (Conflict conflict : conflicts) {
        @Nullable Object[] pair = new @Nullable Object[1 + 2 * columns];
        pair[0] = (long) pairs.size();
        System.arraycopy(conflict.old, 0, pair, 1, columns);
        @Nullable Object[] excluded = TableRows.read(table(), rows, 0, conflict.row);
        System.arraycopy(excluded, 0, pair, 1 + columns, columns);
        pairs.add(pair);
      }
      return pairs;
    }

    private void apply(
        ConflictAction.Update update,
        BitSet passed,
        VectorBatch computed,
        VectorBatch keys,
        int count) {
      if (count == 0) {
        return;
      }
      VectorBatch dense = newBatch(count);
      int position = 0;
      for (int number = passed.nextSetBit(0); number >= 0; number = passed.nextSetBit(number + 1)) {
        Conflict conflict = conflicts.get(number);
        for (int column = 0; column < table().columns().size(); column++) {
          dense.column(column).copyFrom(position, computed.column(column), number);
        }
        VectorValues.set(
            keys.column(0),
            position,
            SqlType.varbinary(SqlType.UNBOUNDED),
            conflict.rowKey.toByteArray());
        stateOf[conflict.row] = position++;
      }
      dense.setRowCount(count);
      BitSet columns = new BitSet();
      update.changed().forEach(columns::set);
      writer().update(keys.column(0), dense, columns);
      states = dense;
    }

    /** Tells of all changes in the order of the rows. */
    void tell() {
      int conflict = 0;
      for (int row = 0; row < rows.rowCount(); row++) {
        boolean isConflict = conflict < conflicts.size() && conflicts.get(conflict).row == row;
        VectorBatch updated = states;
        if (inserted.get(row)) {
          changed++;
          if (observer != null) {
            observer.inserted(rows, row);
          }
        } else if (isConflict && updated != null && stateOf[row] >= 0) {
          changed++;
          if (observer != null) {
            observer.updated(conflicts.get(conflict).old, updated, stateOf[row]);
          }
        }
        conflict += isConflict ? 1 : 0;
      }
    }
  }
}
