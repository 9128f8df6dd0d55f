package org.lightningdb.sql.testing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeySkip;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Rows in a sorted map by row number; scans sort and filter all of them. */
final class MemoryTable implements TableReader, TableWriter {
  private final TableDescriptor table;
  private final TreeMap<Long, List<@Nullable Object>> rows = new TreeMap<>();
  private long nextRow = 1;
  private long nextIdentity = 1;
  private final List<ScanRequest> scans;

  MemoryTable(TableDescriptor table, List<ScanRequest> scans) {
    this.table = table;
    this.scans = scans;
  }

  List<List<@Nullable Object>> rows() {
    return new ArrayList<>(rows.values());
  }

  @Override
  public double estimateRows(IndexDescriptor index, List<KeyRange> ranges) {
    return rows.values().stream()
        .filter(row -> ranges.stream().anyMatch(range -> contains(index, 0, range, row)))
        .count();
  }

  @Override
  public BatchCursor scan(ScanRequest request) {
    scans.add(request);
    List<Map.Entry<Long, List<@Nullable Object>>> found = new ArrayList<>();
    for (KeyRange range : request.ranges()) {
      rows.entrySet().stream()
          .filter(entry -> contains(request.index(), 0, range, entry.getValue()))
          .filter(entry -> !found.contains(entry))
          .filter(entry -> isBehindPrefix(request, entry.getValue()))
          .filter(
              entry ->
                  request.predicates().stream()
                      .allMatch(predicate -> passes(predicate, entry.getValue())))
          .sorted(Map.Entry.comparingByValue(order(request.index())))
          .forEach(found::add);
    }
    if (request.backward()) {
      java.util.Collections.reverse(found);
    }
    KeySkip skip = request.skip();
    if (skip != null && skip.first()) {
      Set<List<@Nullable Object>> met = new HashSet<>();
      List<KeyColumn> prefix = request.index().columns().subList(0, skip.columns());
      found.removeIf(
          entry ->
              !met.add(prefix.stream().map(key -> entry.getValue().get(key.column())).toList()));
    }
    return new Cursor(request, List.copyOf(found));
  }

  private boolean isBehindPrefix(ScanRequest request, List<@Nullable Object> row) {
    KeySkip skip = request.skip();
    return skip == null
        || skip.ranges().stream()
            .anyMatch(range -> contains(request.index(), skip.columns(), range, row));
  }

  private Comparator<List<@Nullable Object>> order(IndexDescriptor index) {
    return (left, right) -> {
      for (KeyColumn key : index.columns()) {
        int order =
            TypeComparator.compare(
                type(key.column()), left.get(key.column()), right.get(key.column()));
        if (order != 0) {
          return key.descending() ? -order : order;
        }
      }
      return 0;
    };
  }

  private SqlType type(int column) {
    return table.columns().get(column).type();
  }

  private boolean contains(
      IndexDescriptor index, int first, KeyRange range, List<@Nullable Object> row) {
    for (int i = 0; i < range.equal().size(); i++) {
      int column = index.columns().get(first + i).column();
      if (TypeComparator.compare(type(column), row.get(column), range.equal().get(i)) != 0) {
        return false;
      }
    }
    if (range.lower() == null && range.upper() == null) {
      return true;
    }
    int column = index.columns().get(first + range.equal().size()).column();
    Object value = row.get(column);
    return value != null
        && reaches(column, value, range.lower(), 1)
        && reaches(column, value, range.upper(), -1);
  }

  private boolean reaches(int column, Object value, KeyRange.@Nullable Bound bound, int direction) {
    if (bound == null) {
      return true;
    }
    int order = direction * TypeComparator.compare(type(column), value, bound.value());
    return order > 0 || (order == 0 && bound.inclusive());
  }

  private boolean passes(ColumnPredicate predicate, List<@Nullable Object> row) {
    Object value = row.get(predicate.column());
    switch (predicate.comparison()) {
      case IS_NULL -> {
        return value == null;
      }
      case IS_NOT_NULL -> {
        return value != null;
      }
      default -> {
        if (value == null) {
          return false;
        }
      }
    }
    int order = TypeComparator.compare(type(predicate.column()), value, predicate.value());
    return switch (predicate.comparison()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> throw new IllegalStateException();
    };
  }

  @Override
  public void insert(VectorBatch batch) {
    for (int i = 0; i < batch.rowCount(); i++) {
      put(nextRow++, read(batch, i));
    }
  }

  private List<@Nullable Object> read(VectorBatch batch, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      values.add(VectorValues.get(batch.column(column), row, type(column)));
    }
    return values;
  }

  private void put(long key, List<@Nullable Object> row) {
    for (int i = 0; i < row.size(); i++) {
      ColumnDescriptor column = table.columns().get(i);
      if (row.get(i) == null && !column.nullable()) {
        throw DbException.of(SqlState.NOT_NULL_VIOLATION, column.name() + " is null");
      }
    }
    if (table.hasPrimaryKey()) {
      boolean taken =
          rows.entrySet().stream()
              .anyMatch(
                  entry ->
                      entry.getKey() != key
                          && order(table.primary()).compare(entry.getValue(), row) == 0);
      if (taken) {
        throw DbException.of(SqlState.UNIQUE_VIOLATION, "duplicate key");
      }
    }
    rows.put(key, row);
  }

  @Override
  public void insertOrFind(
      VectorBatch rows, List<IndexDescriptor> arbiters, ExistingRows existing) {
    throw new UnsupportedOperationException("rows without unique indexes");
  }

  @Override
  public void update(ColumnVector rowKeys, VectorBatch batch, BitSet changed) {
    for (int i = 0; i < batch.rowCount(); i++) {
      put(key(rowKeys, i), read(batch, i));
    }
  }

  @Override
  public void delete(ColumnVector rowKeys, int count) {
    for (int i = 0; i < count; i++) {
      rows.remove(key(rowKeys, i));
    }
  }

  private static long key(ColumnVector rowKeys, int row) {
    return ByteBuffer.wrap(((BytesVector) rowKeys).toByteArray(row)).getLong();
  }

  @Override
  public void finish() {
    // Uniqueness is checked row by row here.
  }

  @Override
  public long nextIdentity() {
    return nextIdentity++;
  }

  @Override
  public void identityUsed(long value) {
    nextIdentity = Math.max(nextIdentity, value + 1);
  }

  /** Small batches, so that tests see several. */
  private final class Cursor implements BatchCursor {
    private final ScanRequest request;
    private final List<Map.Entry<Long, List<@Nullable Object>>> found;
    private final VectorBatch batch;
    private int position;

    Cursor(ScanRequest request, List<Map.Entry<Long, List<@Nullable Object>>> found) {
      this.request = request;
      this.found = found;
      List<org.lightningdb.storage.vector.ColumnKind> kinds = new ArrayList<>();
      request.columns().forEach(column -> kinds.add(type(column).columnKind()));
      if (request.rowKey()) {
        kinds.add(org.lightningdb.storage.vector.ColumnKind.BYTES);
      }
      this.batch = new VectorBatch(kinds, 7);
    }

    @Override
    public @Nullable VectorBatch next() {
      batch.clear();
      int count = 0;
      while (count < batch.capacity() && position < found.size()) {
        Map.Entry<Long, List<@Nullable Object>> entry = found.get(position++);
        for (int i = 0; i < request.columns().size(); i++) {
          int column = request.columns().get(i);
          VectorValues.set(batch.column(i), count, type(column), entry.getValue().get(column));
        }
        if (request.rowKey()) {
          batch
              .bytes(request.columns().size())
              .set(count, ByteBuffer.allocate(8).putLong(entry.getKey()).array());
        }
        count++;
      }
      batch.setRowCount(count);
      return count == 0 ? null : batch;
    }

    @Override
    public void close() {
      position = found.size();
    }
  }
}
