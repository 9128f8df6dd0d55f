package org.lightningdb.sql.lower;

import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.RowSource;
import org.lightningdb.storage.vector.VectorBatch;

/** The rows of a source as generated code wants them: arrays, or bare values for one column. */
final class ScanEnumerable extends AbstractEnumerable<@Nullable Object> {
  private final ExecutionDataContext data;
  private final RowSource source;
  private final List<@Nullable Object> arguments;

  ScanEnumerable(ExecutionDataContext data, RowSource source, List<@Nullable Object> arguments) {
    this.data = data;
    this.source = source;
    this.arguments = arguments;
  }

  @Override
  public Enumerator<@Nullable Object> enumerator() {
    return new Rows();
  }

  /** One pass. */
  private final class Rows implements Enumerator<@Nullable Object> {
    private final SqlType[] types = source.columnTypes().toArray(SqlType[]::new);
    private BatchCursor cursor = data.track(source.open(data.context(), arguments));
    private @Nullable VectorBatch batch;
    private int row;
    private @Nullable Object current;

    @Override
    public @Nullable Object current() {
      return current;
    }

    @Override
    public boolean moveNext() {
      row++;
      VectorBatch rows = batch;
      if (rows == null || row >= rows.rowCount()) {
        data.context().checkCancelled();
        rows = cursor.next();
        batch = rows;
        row = 0;
        if (rows == null) {
          return false;
        }
      }
      current = read(rows, row);
      return true;
    }

    private @Nullable Object read(VectorBatch rows, int position) {
      if (types.length == 1) {
        return CalciteValues.fromVector(rows.column(0), position, types[0]);
      }
      @Nullable Object[] values = new @Nullable Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = CalciteValues.fromVector(rows.column(i), position, types[i]);
      }
      return values;
    }

    @Override
    public void reset() {
      close();
      cursor = data.track(source.open(data.context(), arguments));
      batch = null;
      row = 0;
    }

    @Override
    public void close() {
      data.forget(cursor);
      cursor.close();
    }
  }
}
