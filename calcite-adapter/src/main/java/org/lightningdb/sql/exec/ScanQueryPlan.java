package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * A query that is one pass over one index: lookups by key, ranges, whole tables. It needs no
 * operators, so it is planned quickly and runs at once.
 *
 * @param outputs where each result column comes from
 * @param offset rows to skip, or null
 * @param fetch most rows to return, or null
 */
public record ScanQueryPlan(
    List<ResultColumn> columns,
    List<SqlType> parameterTypes,
    String explain,
    IndexScanSource source,
    List<Output> outputs,
    @Nullable RowCount offset,
    @Nullable RowCount fetch)
    implements PreparedPlan.QueryPlan {
  /** Where a result column comes from. */
  public sealed interface Output {
    /** A column of the scan's batches, of the result's type. */
    record ScanColumn(int position) implements Output {}

    /** A parameter, a value of the result's type. */
    record Parameter(int index) implements Output {}

    /** A value known when planned, of the result's type. */
    record Constant(@Nullable Object value) implements Output {}
  }

  /** A number of rows: written in the statement, or a parameter. */
  public sealed interface RowCount {
    /** Known when planned. */
    record Known(long rows) implements RowCount {}

    /** A parameter, by number from 0. */
    record Parameter(int index) implements RowCount {}
  }

  public ScanQueryPlan {
    columns = List.copyOf(columns);
    parameterTypes = List.copyOf(parameterTypes);
    outputs = List.copyOf(outputs);
  }

  @Override
  public BatchCursor open(ExecutionContext context) {
    long skip = rows(offset, 0, context);
    long most = rows(fetch, Long.MAX_VALUE, context);
    BatchCursor scan = source.open(context, context.parameters());
    boolean asIs = offset == null && fetch == null && isIdentity();
    return asIs ? scan : new Cursor(context, scan, skip, most);
  }

  private static long rows(@Nullable RowCount count, long absent, ExecutionContext context) {
    if (count instanceof RowCount.Known known) {
      return known.rows();
    }
    if (count instanceof RowCount.Parameter parameter) {
      return RowLimits.of(context.parameters().get(parameter.index()), absent);
    }
    return absent;
  }

  private boolean isIdentity() {
    if (outputs.size() != source.columnTypes().size()) {
      return false;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (!(outputs.get(i) instanceof Output.ScanColumn column) || column.position() != i) {
        return false;
      }
    }
    return true;
  }

  /** Picks the columns and counts the rows. */
  private final class Cursor implements BatchCursor {
    private final ExecutionContext context;
    private final BatchCursor scan;
    private long skip;
    private long left;
    private @Nullable VectorBatch output;

    Cursor(ExecutionContext context, BatchCursor scan, long skip, long most) {
      this.context = context;
      this.scan = scan;
      this.skip = skip;
      this.left = most;
    }

    @Override
    public @Nullable VectorBatch next() {
      while (left > 0) {
        VectorBatch batch = scan.next();
        if (batch == null) {
          return null;
        }
        context.checkCancelled();
        int from = (int) Math.min(skip, batch.rowCount());
        skip -= from;
        int count = (int) Math.min(left, batch.rowCount() - from);
        if (count > 0) {
          left -= count;
          return copy(batch, from, count);
        }
      }
      return null;
    }

    private VectorBatch copy(VectorBatch batch, int from, int count) {
      VectorBatch target = output;
      if (target == null || target.capacity() < count) {
        target =
            new VectorBatch(
                columns.stream().map(column -> column.type().columnKind()).toList(),
                Math.max(count, batch.capacity()));
        output = target;
      }
      target.clear();
      for (int column = 0; column < columns.size(); column++) {
        fill(target.column(column), column, batch, from, count);
      }
      target.setRowCount(count);
      return target;
    }

    private void fill(ColumnVector target, int column, VectorBatch batch, int from, int count) {
      Output wanted = outputs.get(column);
      if (wanted instanceof Output.ScanColumn scanned) {
        ColumnVector values = batch.column(scanned.position());
        for (int row = 0; row < count; row++) {
          target.copyFrom(row, values, from + row);
        }
        return;
      }
      Object value =
          wanted instanceof Output.Parameter parameter
              ? context.parameters().get(parameter.index())
              : ((Output.Constant) wanted).value();
      for (int row = 0; row < count; row++) {
        VectorValues.set(target, row, columns.get(column).type(), value);
      }
    }

    @Override
    public void close() {
      scan.close();
    }
  }
}
