package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyCodec;
import org.lightningdb.index.codec.KeyReader.KeyPart;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * How the entries of one index are laid out; immutable.
 *
 * <pre>
 *   key   := key columns [row key]      the row key unless the columns are unique by themselves
 *   value := [row key]                  if it is not in the key
 *          | [length of row key (4) row key] included columns
 *                                       in an index with included columns
 * </pre>
 */
final class IndexLayout {
  private final IndexDescriptor index;
  private final List<KeyPart> parts;
  private final List<KeyPart> includedParts;
  private final int[] columns;
  private final int[] included;
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
    this.included = index.included().stream().mapToInt(Integer::intValue).toArray();
    List<KeyPart> others = new ArrayList<>();
    for (int column : included) {
      others.add(new KeyPart(tableColumns.get(column).type(), false));
      columnSet.set(column);
    }
    this.includedParts = List.copyOf(others);
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

  /** What values of entries hold behind the row key. */
  List<KeyPart> includedParts() {
    return includedParts;
  }

  /** Table positions of the key columns. */
  int[] columns() {
    return columns;
  }

  /** The position of a table column in the key, or -1. */
  int position(int column) {
    return position(columns, column);
  }

  /** The position of a table column among the included ones, or -1. */
  int includedPosition(int column) {
    return position(included, column);
  }

  private static int position(int[] columns, int column) {
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
   * Puts a secondary entry into {@code key} and {@code value}.
   *
   * @return whether the key is unique by itself
   */
  boolean encodeEntry(
      BytesBuilder key, BytesBuilder value, VectorBatch rows, int row, Slice rowKey) {
    boolean hasNull = encodeColumns(key.clear(), rows, row);
    boolean unique = index.unique() && !hasNull;
    value.clear();
    if (included.length > 0) {
      value.appendInt(unique ? rowKey.length() : 0);
    }
    (unique ? value : key).append(rowKey);
    for (int i = 0; i < included.length; i++) {
      KeyPart part = includedParts.get(i);
      KeyCodec.encode(value, part.type(), false, rows.column(included[i]), row);
    }
    return unique;
  }

  /**
   * Points {@code rowKey} at the row key that an entry's value holds.
   *
   * @param included unless null, points at the included columns
   * @return whether the value holds a row key; else the entry's key does
   */
  boolean readValue(Slice value, Slice rowKey, @Nullable Slice included) {
    int start = value.offset();
    int length = value.length();
    if (!includedParts.isEmpty()) {
      length = BytesBuilder.intAt(value.array(), start);
      start += Integer.BYTES;
      if (length < 0 || length > value.offset() + value.length() - start) {
        throw new IllegalArgumentException("a row key ends behind its entry");
      }
      if (included != null) {
        int end = value.offset() + value.length();
        included.set(value.array(), start + length, end - start - length);
      }
    }
    rowKey.set(value.array(), start, length);
    return length > 0;
  }
}
