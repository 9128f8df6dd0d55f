package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.RowCodec;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Where the columns of a table are found: those of the primary key in the key of the primary index,
 * the others in its value. A table without primary key has a hidden row number as key and all
 * columns in the value. Derived from a {@link TableDescriptor}; thread-safe.
 */
final class TableLayout {
  /** Choices of columns remembered; each is small. */
  private static final int CHOICES_MAX = 256;

  private final TableDescriptor table;
  private final IndexLayout primary;
  private final List<IndexLayout> secondaries;
  private final RowCodec rowCodec;
  private final boolean shaped;
  private final int[] valueColumns;
  private final int[] valuePositions;
  private final List<ColumnKind> kinds;
  private final ConcurrentHashMap<ColumnChoice, ScanColumns> scanColumns =
      new ConcurrentHashMap<>();

  /** What a request without predicates asks for; no record, as those hash slowly. */
  private static final class ColumnChoice {
    private final List<Integer> columns;
    private final boolean rowKey;

    ColumnChoice(List<Integer> columns, boolean rowKey) {
      this.columns = columns;
      this.rowKey = rowKey;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ColumnChoice that
          && rowKey == that.rowKey
          && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
      return columns.hashCode() + (rowKey ? 1 : 0);
    }
  }

  TableLayout(TableDescriptor table) {
    this.table = table;
    this.primary = new IndexLayout(table.primary(), table.columns());
    List<IndexLayout> layouts = new ArrayList<>();
    for (IndexDescriptor index : table.indexes()) {
      layouts.add(new IndexLayout(index, table.columns()));
    }
    this.secondaries = List.copyOf(layouts);
    this.valuePositions = new int[table.columns().size()];
    List<SqlType> valueTypes = new ArrayList<>();
    List<ColumnKind> allKinds = new ArrayList<>();
    int[] positions = new int[valuePositions.length];
    for (int i = 0; i < valuePositions.length; i++) {
      ColumnDescriptor column = table.columns().get(i);
      allKinds.add(column.type().columnKind());
      valuePositions[i] = primary.position(i) >= 0 ? -1 : valueTypes.size();
      if (valuePositions[i] >= 0) {
        positions[valueTypes.size()] = i;
        valueTypes.add(column.type());
      }
    }
    this.valueColumns = java.util.Arrays.copyOf(positions, valueTypes.size());
    this.kinds = List.copyOf(allKinds);
    this.rowCodec = new RowCodec(valueTypes);
    this.shaped = RowShapes.of(table.columns(), table.primary().columns()) != null;
  }

  TableDescriptor table() {
    return table;
  }

  IndexLayout primary() {
    return primary;
  }

  List<IndexLayout> secondaries() {
    return secondaries;
  }

  /** The layout of the primary or a secondary index. */
  IndexLayout layout(IndexDescriptor index) {
    if (index.id() == primary.index().id()) {
      return primary;
    }
    for (IndexLayout layout : secondaries) {
      if (layout.index().id() == index.id()) {
        return layout;
      }
    }
    throw new IllegalArgumentException(index.name() + " is no index of " + table.name());
  }

  boolean hasPrimaryKey() {
    return table.hasPrimaryKey();
  }

  /**
   * How a request is divided; remembered for those without predicates, since a lookup by key takes
   * no longer than that.
   */
  ScanColumns scanColumns(ScanRequest request) {
    if (!request.predicates().isEmpty()) {
      return new ScanColumns(this, request);
    }
    ColumnChoice choice = new ColumnChoice(request.columns(), request.rowKey());
    ScanColumns known = scanColumns.get(choice);
    if (known == null) {
      known = new ScanColumns(this, request);
      if (scanColumns.size() < CHOICES_MAX) {
        scanColumns.put(choice, known);
      }
    }
    return known;
  }

  /** Whether the primary index can be scanned column by column. */
  boolean shaped() {
    return shaped;
  }

  RowCodec rowCodec() {
    return rowCodec;
  }

  /** The position of a table column in the row value, or -1 if it is in the key. */
  int valuePosition(int column) {
    return valuePositions[column];
  }

  /** The physical kinds of all columns, in table order. */
  List<ColumnKind> kinds() {
    return kinds;
  }

  /** The columns of {@code rows} that make up the row value, for {@link #encodeValue}. */
  ColumnVector[] valueVectors(VectorBatch rows) {
    ColumnVector[] vectors = new ColumnVector[valueColumns.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = rows.column(valueColumns[i]);
    }
    return vectors;
  }

  void encodeValue(BytesBuilder out, ColumnVector[] valueVectors, int row) {
    rowCodec.encode(out.clear(), valueVectors, row);
  }
}
