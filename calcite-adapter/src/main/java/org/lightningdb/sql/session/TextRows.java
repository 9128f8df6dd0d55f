package org.lightningdb.sql.session;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.storage.vector.VectorBatch;

/** Rows that are already there as Java values: settings, plans, generated keys. */
final class TextRows implements BatchCursor {
  static final List<ResultColumn> PLAN_COLUMNS = List.of(text("PLAN"));
  static final List<ResultColumn> SETTING_COLUMNS =
      List.of(text("SETTING_NAME"), text("SETTING_VALUE"));

  private final List<ResultColumn> columns;
  private final Iterator<List<@Nullable Object>> rows;
  private final VectorBatch batch;

  /**
   * A cursor over rows.
   *
   * @param rows values of the columns' types
   */
  TextRows(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {
    this.columns = columns;
    this.rows = rows.iterator();
    this.batch =
        new VectorBatch(
            columns.stream().map(column -> column.type().columnKind()).toList(),
            VectorBatch.ROWS_DEFAULT);
  }

  private static ResultColumn text(String name) {
    return new ResultColumn(name, name, "", "", SqlType.varchar(SqlType.UNBOUNDED), true, false);
  }

  @Override
  public @Nullable VectorBatch next() {
    batch.clear();
    int count = 0;
    while (rows.hasNext() && count < batch.capacity()) {
      List<@Nullable Object> row = rows.next();
      for (int i = 0; i < columns.size(); i++) {
        VectorValues.set(batch.column(i), count, columns.get(i).type(), row.get(i));
      }
      count++;
    }
    batch.setRowCount(count);
    return count == 0 ? null : batch;
  }

  @Override
  public void close() {
    while (rows.hasNext()) {
      rows.next();
    }
  }
}
