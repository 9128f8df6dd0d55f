package org.lightningdb.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Statements for tests, without SQL: rows are lists of Java values. */
final class TestTables {
  /** A row and its key. */
  record KeyedRow(List<@Nullable Object> values, Slice key) {}

  private TestTables() {}

  static ColumnDescriptor column(String name, SqlType type, boolean nullable) {
    return new ColumnDescriptor(name, type, nullable, null, Identity.NONE);
  }

  static KeyConstraint primaryKey(int... columns) {
    return new KeyConstraint(null, true, ascending(columns));
  }

  static KeyConstraint unique(String name, int... columns) {
    return new KeyConstraint(name, false, ascending(columns));
  }

  static List<KeyColumn> ascending(int... columns) {
    List<KeyColumn> keys = new ArrayList<>();
    for (int column : columns) {
      keys.add(new KeyColumn(column, false));
    }
    return keys;
  }

  static VectorBatch batch(TableDescriptor table, List<? extends List<@Nullable Object>> rows) {
    List<ColumnKind> kinds = new ArrayList<>();
    for (ColumnDescriptor column : table.columns()) {
      kinds.add(column.type().columnKind());
    }
    VectorBatch batch = new VectorBatch(kinds, Math.max(1, rows.size()));
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < kinds.size(); i++) {
        VectorValues.set(batch.column(i), row, table.columns().get(i).type(), rows.get(row).get(i));
      }
    }
    batch.setRowCount(rows.size());
    return batch;
  }

  static void insert(
      Transaction txn, TableDescriptor table, List<? extends List<@Nullable Object>> rows) {
    try (Snapshot snapshot = txn.snapshot()) {
      TableWriter writer = txn.writer(snapshot, table);
      writer.insert(batch(table, rows));
      writer.finish();
    }
  }

  static void update(
      Transaction txn,
      TableDescriptor table,
      List<Slice> keys,
      List<List<@Nullable Object>> rows,
      BitSet changed) {
    try (Snapshot snapshot = txn.snapshot()) {
      update(txn, snapshot, table, keys, rows, changed);
    }
  }

  static void update(
      Transaction txn,
      Snapshot snapshot,
      TableDescriptor table,
      List<Slice> keys,
      List<List<@Nullable Object>> rows,
      BitSet changed) {
    TableWriter writer = txn.writer(snapshot, table);
    writer.update(keys(keys), batch(table, rows), changed);
    writer.finish();
  }

  static void delete(Transaction txn, TableDescriptor table, List<Slice> keys) {
    try (Snapshot snapshot = txn.snapshot()) {
      delete(txn, snapshot, table, keys);
    }
  }

  static void delete(Transaction txn, Snapshot snapshot, TableDescriptor table, List<Slice> keys) {
    TableWriter writer = txn.writer(snapshot, table);
    writer.delete(keys(keys), keys.size());
    writer.finish();
  }

  private static ColumnVector keys(List<Slice> keys) {
    VectorBatch batch = new VectorBatch(List.of(ColumnKind.BYTES), Math.max(1, keys.size()));
    for (int i = 0; i < keys.size(); i++) {
      batch.bytes(0).set(i, keys.get(i).toByteArray());
    }
    return batch.column(0);
  }

  /** All rows through {@code index}, in its order. */
  static List<KeyedRow> rows(Transaction txn, TableDescriptor table, IndexDescriptor index) {
    try (Snapshot snapshot = txn.snapshot()) {
      return rows(txn, snapshot, table, index);
    }
  }

  static List<KeyedRow> rows(
      Transaction txn, Snapshot snapshot, TableDescriptor table, IndexDescriptor index) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(i);
    }
    return scan(
        txn,
        snapshot,
        table,
        new ScanRequest(index, List.of(KeyRange.all()), List.of(), columns, false, true));
  }

  static List<KeyedRow> scan(Transaction txn, TableDescriptor table, ScanRequest request) {
    try (Snapshot snapshot = txn.snapshot()) {
      return scan(txn, snapshot, table, request);
    }
  }

  private static List<KeyedRow> scan(
      Transaction txn, Snapshot snapshot, TableDescriptor table, ScanRequest request) {
    List<KeyedRow> result = new ArrayList<>();
    try (BatchCursor cursor = txn.reader(snapshot, table).scan(request)) {
      for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.rowCount(); row++) {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 0; i < request.columns().size(); i++) {
            SqlType type = table.columns().get(request.columns().get(i)).type();
            values.add(VectorValues.get(batch.column(i), row, type));
          }
          Slice key = new Slice();
          if (request.rowKey()) {
            key = new Slice(batch.bytes(request.columns().size()).toByteArray(row));
          }
          result.add(new KeyedRow(values, key));
        }
      }
    }
    return result;
  }
}
