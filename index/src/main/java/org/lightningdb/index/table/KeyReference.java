package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyCodec;
import org.lightningdb.index.codec.KeyReader.KeyPart;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * One foreign key with the tables at its ends: how keys are found on either side. Immutable.
 *
 * <p>What is locked of a parent is not its row, but a key beside it that no row has: children share
 * it, and whoever deletes the parent or changes its key has it alone. So a parent may be changed
 * otherwise while children come.
 */
final class KeyReference {
  /** Behind the bytes of a key; the lock of what is said of the key, not of its row. */
  private static final byte REFERENCED = 'R';

  private final ForeignKey key;
  private final TableLayout child;
  private final TableLayout parent;
  private final IndexLayout parentKey;
  private final int[] childColumns;
  private final @Nullable IndexDescriptor childIndex;

  KeyReference(ForeignKey key, TableLayout child, TableLayout parent, IndexDescriptor parentIndex) {
    this.key = key;
    this.child = child;
    this.parent = parent;
    this.parentKey = parent.layout(parentIndex);
    this.childColumns = key.columns().stream().mapToInt(Integer::intValue).toArray();
    this.childIndex = leadingIndex(child.table(), key.columns());
  }

  /** An index of a table whose first columns are these, in any order; null if there is none. */
  static @Nullable IndexDescriptor leadingIndex(TableDescriptor table, List<Integer> columns) {
    List<IndexDescriptor> all = new ArrayList<>();
    all.add(table.primary());
    all.addAll(table.indexes());
    for (IndexDescriptor index : all) {
      if (index.whereSql() == null && index.columns().size() >= columns.size()) {
        List<Integer> leading =
            index.columns().subList(0, columns.size()).stream().map(KeyColumn::column).toList();
        if (leading.containsAll(columns)) {
          return index;
        }
      }
    }
    return null;
  }

  ForeignKey key() {
    return key;
  }

  TableDescriptor child() {
    return child.table();
  }

  TableDescriptor parent() {
    return parent.table();
  }

  IndexLayout parentKey() {
    return parentKey;
  }

  int[] childColumns() {
    return childColumns;
  }

  boolean isOfChild(BitSet changed) {
    return key.columns().stream().anyMatch(changed::get);
  }

  /**
   * The key that a child's row refers to; null if it refers to nothing.
   *
   * @throws DbException 23503 if only some columns are NULL and that is not allowed
   */
  @Nullable Slice referenced(VectorBatch rows, int row, BytesBuilder out) {
    int nulls = 0;
    for (int column : childColumns) {
      nulls += rows.column(column).isNull(row) ? 1 : 0;
    }
    if (nulls > 0) {
      if (nulls < childColumns.length && key.match() == ForeignKey.Match.FULL) {
        throw ReferenceErrors.mixedNulls(this);
      }
      return null;
    }
    out.clear();
    for (int i = 0; i < childColumns.length; i++) {
      KeyPart part = parentKey.parts().get(i);
      SqlType type = child.table().columns().get(childColumns[i]).type();
      if (type.equals(part.type())) {
        KeyCodec.encode(out, part.type(), part.descending(), rows.column(childColumns[i]), row);
      } else {
        Object value = VectorValues.get(rows.column(childColumns[i]), row, type);
        KeyCodec.encode(out, part.type(), part.descending(), converted(value, part.type()));
      }
    }
    return out.slice();
  }

  /** The key's values in the form of the other side; itself if it cannot have that form. */
  private static @Nullable Object converted(@Nullable Object value, SqlType type) {
    try {
      return ValueAssignment.convert(value, type, "", "");
    } catch (DbException outOfRange) {
      return null; // No key has NULL, so nothing is found.
    }
  }

  /** Keeps the parent from being deleted, or others from referring to it. */
  void lock(Txn txn, Slice parentKeyBytes, LockMode mode) {
    byte[] bytes = new byte[parentKeyBytes.length() + 1];
    System.arraycopy(parentKeyBytes.toByteArray(), 0, bytes, 0, parentKeyBytes.length());
    bytes[parentKeyBytes.length()] = REFERENCED;
    boolean unused = txn.lock(parentKey.storeId(), new Slice(bytes), mode, LockWait.WAIT);
  }

  boolean parentIsThere(Txn txn, Slice parentKeyBytes) {
    return txn.getLatest(parentKey.storeId(), parentKeyBytes) != null;
  }

  /** The values of the parent's key in a row of the parent; null if one is NULL. */
  @Nullable List<Object> parentValues(VectorBatch rows, int row) {
    List<Object> values = new ArrayList<>();
    for (int column : parentKey.columns()) {
      Object value =
          VectorValues.get(rows.column(column), row, parent.table().columns().get(column).type());
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  Slice encoded(List<Object> parentValues) {
    BytesBuilder out = new BytesBuilder(32);
    for (int i = 0; i < parentValues.size(); i++) {
      KeyPart part = parentKey.parts().get(i);
      KeyCodec.encode(out, part.type(), part.descending(), parentValues.get(i));
    }
    return out.slice().copy();
  }

  /**
   * All columns of the rows that refer to a key, and their row keys.
   *
   * @param view of the newest state
   */
  BatchCursor children(ReadView view, List<Object> parentValues) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < child.table().columns().size(); i++) {
      all.add(i);
    }
    IndexedTableReader reader = new IndexedTableReader(view, child);
    IndexDescriptor index = childIndex;
    if (index == null) {
      ScanRequest whole =
          new ScanRequest(
              child.table().primary(), List.of(KeyRange.all()), List.of(), all, false, true);
      return new MatchingRows(reader.scan(whole), this, encoded(parentValues));
    }
    List<@Nullable Object> equal = new ArrayList<>();
    for (KeyColumn column : index.columns().subList(0, childColumns.length)) {
      int position = key.columns().indexOf(column.column());
      SqlType type = child.table().columns().get(column.column()).type();
      Object value = converted(parentValues.get(position), type);
      if (value == null) {
        return new MatchingRows(null, this, encoded(parentValues));
      }
      equal.add(value);
    }
    KeyRange range = new KeyRange(equal, null, null);
    return new MatchingRows(
        reader.scan(new ScanRequest(index, List.of(range), List.of(), all, false, true)),
        this,
        encoded(parentValues));
  }

  boolean hasChildren(ReadView view, List<Object> parentValues) {
    try (BatchCursor rows = children(view, parentValues)) {
      return rows.next() != null;
    }
  }
}
