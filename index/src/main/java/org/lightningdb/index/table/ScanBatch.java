package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.codec.BatchReader;
import org.lightningdb.index.codec.ColumnSource;
import org.lightningdb.index.codec.FixedKeyColumn;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * A batch as storage fills it and the same rows as a request wants them. Vectors that are right as
 * they come are shared by both; columns of the key, decimals that come as bytes, and everything if
 * rows have to be left out, are copied row by row.
 */
final class ScanBatch {
  private final int capacity;
  private final VectorBatch scanned;
  private final VectorBatch result;
  private final @Nullable BytesVector keys;
  private @Nullable KeyReader keyReader;
  private @Nullable BatchReader batchReader;
  private final List<ColumnTest> tests = new ArrayList<>();
  private final Slice key = new Slice();

  /** The rows that pass the tests. */
  private final int[] passed;

  /** The columns that are read out of the keys all at once, and where to. */
  private final List<FixedKeyColumn> fixedColumns = new ArrayList<>();

  private final List<LongVector> fixedTargets = new ArrayList<>();
  private final List<Integer> fixedPositions = new ArrayList<>();

  /** The columns that are copied row by row: where to, and from where. */
  private final List<ColumnVector> targets = new ArrayList<>();

  private final List<ColumnSource> sources = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();
  private final @Nullable BytesVector keyTarget;

  ScanBatch(ScanColumns columns, int capacity) {
    this.capacity = capacity;
    this.passed = new int[columns.leftOver().isEmpty() ? 0 : capacity];
    this.scanned = new VectorBatch(columns.scannedKinds(), capacity);
    int valueColumns = columns.scan().columns().size();
    this.keys = columns.scan().keysWanted() ? scanned.bytes(valueColumns) : null;
    List<ColumnVector> vectors = new ArrayList<>(columns.request().columns().size() + 1);
    for (int column : columns.request().columns()) {
      ColumnVector shared =
          columns.isReady(column) ? scanned.column(columns.scanned(column)) : null;
      vectors.add(shared == null ? copied(columns, column) : shared);
    }
    boolean filtered = !columns.leftOver().isEmpty();
    BytesVector ownKeys = null;
    if (columns.request().rowKey()) {
      ownKeys = filtered ? new BytesVector(capacity) : scanned.bytes(valueColumns);
      vectors.add(ownKeys);
    }
    this.keyTarget = filtered ? ownKeys : null;
    this.result = VectorBatch.of(vectors, capacity);
    for (ColumnPredicate predicate : columns.leftOver()) {
      int column = predicate.column();
      tests.add(new ColumnTest(predicate, source(columns, column), position(columns, column)));
    }
  }

  private ColumnVector copied(ScanColumns columns, int column) {
    ColumnVector target = ColumnVector.create(columns.layout().kinds().get(column), capacity);
    boolean inKey = columns.layout().valuePosition(column) < 0;
    int position = position(columns, column);
    FixedKeyColumn fixed =
        inKey ? FixedKeyColumn.of(columns.layout().primary().parts(), position) : null;
    if (fixed != null && target instanceof LongVector longs) {
      fixedColumns.add(fixed);
      fixedTargets.add(longs);
      fixedPositions.add(position);
      keys(columns);
    } else {
      targets.add(target);
      sources.add(source(columns, column));
      positions.add(position);
    }
    return target;
  }

  private ColumnSource source(ScanColumns columns, int column) {
    return columns.layout().valuePosition(column) < 0 ? keys(columns) : values(columns);
  }

  private ColumnSource keys(ScanColumns columns) {
    KeyReader reader = keyReader;
    if (reader == null) {
      reader = new KeyReader(columns.layout().primary().parts());
      keyReader = reader;
    }
    return reader;
  }

  private ColumnSource values(ScanColumns columns) {
    BatchReader reader = batchReader;
    if (reader == null) {
      reader = new BatchReader(columns.scannedTypes(), scanned);
      batchReader = reader;
    }
    return reader;
  }

  private static int position(ScanColumns columns, int column) {
    return columns.layout().valuePosition(column) < 0
        ? columns.layout().primary().position(column)
        : columns.scanned(column);
  }

  int capacity() {
    return capacity;
  }

  /** What storage fills. */
  VectorBatch scanned() {
    return scanned;
  }

  /** What the request wants, after {@link #finish}. */
  VectorBatch result() {
    return result;
  }

  /** Makes the result of what was scanned, and says whether any row is left. */
  boolean finish() {
    int count = scanned.rowCount();
    if (!tests.isEmpty()) {
      count = select();
    }
    int[] rows = tests.isEmpty() ? null : passed;
    copyFixed(rows, count);
    if (!targets.isEmpty() || keyTarget != null) {
      copyRows(rows, count);
    }
    result.setRowCount(count);
    return count > 0;
  }

  private int select() {
    int count = 0;
    for (int row = 0; row < scanned.rowCount(); row++) {
      read(row);
      passed[count] = row;
      count += passes() ? 1 : 0;
    }
    return count;
  }

  private void read(int row) {
    if (batchReader != null) {
      batchReader.set(row);
    }
    if (keys != null) {
      Slice rowKey = keys.get(row, key);
      if (keyReader != null) {
        keyReader.set(rowKey);
      }
    }
  }

  private void copyFixed(int @Nullable [] rows, int count) {
    BytesVector rowKeys = keys;
    for (int i = 0; rowKeys != null && i < fixedColumns.size(); i++) {
      LongVector target = fixedTargets.get(i);
      target.clear();
      if (!fixedColumns.get(i).copyTo(rowKeys, rows, count, target)) {
        for (int row = 0; row < count; row++) {
          read(rows == null ? row : rows[row]);
          Objects.requireNonNull(keyReader).copyTo(fixedPositions.get(i), target, row);
        }
      }
    }
  }

  private void copyRows(int @Nullable [] rows, int count) {
    targets.forEach(ColumnVector::clear);
    if (keyTarget != null) {
      keyTarget.clear();
    }
    for (int row = 0; row < count; row++) {
      read(rows == null ? row : rows[row]);
      for (int i = 0; i < targets.size(); i++) {
        sources.get(i).copyTo(positions.get(i), targets.get(i), row);
      }
      if (keyTarget != null) {
        keyTarget.set(row, key.array(), key.offset(), key.length());
      }
    }
  }

  private boolean passes() {
    for (int i = 0; i < tests.size(); i++) {
      if (!tests.get(i).passes()) {
        return false;
      }
    }
    return true;
  }
}
