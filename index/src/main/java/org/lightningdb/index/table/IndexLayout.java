package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyCodec;
import org.lightningdb.index.codec.KeyReader.KeyPart;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.VectorBatch;

/** How the entries of one index are laid out; immutable. */
final class IndexLayout {
  private final IndexDescriptor index;
  private final List<KeyPart> parts;
  private final int[] columns;
  private final BitSet columnSet = new BitSet();

  IndexLayout(IndexDescriptor index, List<ColumnDescriptor> tableColumns) {
    this.index = index;
    this.columns = index.columns().stream().mapToInt(KeyColumn::column).toArray();
    List<KeyPart> list = new ArrayList<>();
    for (KeyColumn key : index.columns()) {
      list.add(new KeyPart(tableColumns.get(key.column()).type(), key.descending()));
      columnSet.set(key.column());
    }
    this.parts = List.copyOf(list);
  }

  IndexDescriptor index() {
    return index;
  }

  long storeId() {
    return index.storeId();
  }

  List<KeyPart> parts() {
    return parts;
  }

  /** Table positions of the key columns. */
  int[] columns() {
    return columns;
  }

  /** The position of a table column in the key, or -1. */
  int position(int column) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == column) {
        return i;
      }
    }
    return -1;
  }

  boolean intersects(BitSet tableColumns) {
    return columnSet.intersects(tableColumns);
  }

  void addColumnsTo(BitSet tableColumns) {
    tableColumns.or(columnSet);
  }

  /** Appends the key columns of a row and says whether one of them is NULL. */
  boolean encodeColumns(BytesBuilder out, VectorBatch rows, int row) {
    boolean hasNull = false;
    for (int i = 0; i < columns.length; i++) {
      KeyPart part = parts.get(i);
      hasNull |= rows.column(columns[i]).isNull(row);
      KeyCodec.encode(out, part.type(), part.descending(), rows.column(columns[i]), row);
    }
    return hasNull;
  }

  /**
   * Puts a secondary entry's key into {@code out}.
   *
   * @return whether the key is unique by itself, so that the entry's value is the row key; else the
   *     row key is part of the entry's key and the value is empty
   */
  boolean encodeEntry(BytesBuilder out, VectorBatch rows, int row, Slice rowKey) {
    boolean hasNull = encodeColumns(out.clear(), rows, row);
    if (index.unique() && !hasNull) {
      return true;
    }
    out.append(rowKey);
    return false;
  }
}
