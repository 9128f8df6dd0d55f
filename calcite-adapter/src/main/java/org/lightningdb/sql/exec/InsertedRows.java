package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers rows to insert into batches, and tells of the keys they got. One statement's. */
final class InsertedRows extends GatheredRows {
  private static final int ROWS_FIRST = 16;

  private final PreparedPlan.ModifyPlan.@Nullable KeySink keys;

  InsertedRows(
      TableDescriptor table,
      TableWriter writer,
      PreparedPlan.ModifyPlan.@Nullable KeySink keys,
      int rowsExpected) {
    super(table, writer, rowsExpected);
    this.keys = keys;
  }

  static int rowsExpectedUnknown() {
    return ROWS_FIRST;
  }

  @Override
  void write(VectorBatch rows) {
    writer().insert(rows);
    if (keys == null) {
      return;
    }
    for (int row = 0; row < rows.rowCount(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int column : keys.columns()) {
        values.add(
            VectorValues.get(rows.column(column), row, table().columns().get(column).type()));
      }
      keys.accept(values);
    }
  }

  /** Writes what is left, finishes the statement's writes and returns the number of rows. */
  long finish() {
    long total = flush();
    writer().finish();
    return total;
  }
}
