package org.lightningdb.sql.bind;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.GroupProfile;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.index.type.SqlType;

/** A table of the catalog as Calcite sees it; for one planning only. */
public final class CatalogTable extends AbstractTable {
  /** The name of the extra last column of {@link #withRowKey}; no user can write it. */
  public static final String ROW_KEY = "\u0001ROWKEY";

  private final TableDescriptor descriptor;
  private final TableStatistics statistics;
  private final boolean rowKey;
  private double rowCount = -1;

  CatalogTable(TableDescriptor descriptor, TableStatistics statistics) {
    this(descriptor, statistics, false);
  }

  private CatalogTable(TableDescriptor descriptor, TableStatistics statistics, boolean rowKey) {
    this.descriptor = descriptor;
    this.statistics = statistics;
    this.rowKey = rowKey;
  }

  /** The same table with one more column at the end, the row's key, for UPDATE and DELETE. */
  CatalogTable withRowKey() {
    return new CatalogTable(descriptor, statistics, true);
  }

  public TableDescriptor descriptor() {
    return descriptor;
  }

  public TableStatistics statistics() {
    return statistics;
  }

  /** The number of the row key column, which equals the number of real columns. */
  public int rowKeyColumn() {
    return descriptor.columns().size();
  }

  public double rowCount() {
    if (rowCount < 0) {
      rowCount = Math.max(1, statistics.rowCount(descriptor));
    }
    return rowCount;
  }

  /** What is known about the values of a column; null if nothing or for the row key. */
  public @Nullable ColumnProfile profile(int column) {
    TableProfile known = statistics.profile(descriptor);
    return known == null || column >= known.columns().size() ? null : known.columns().get(column);
  }

  /** What is known about the values of several columns together. */
  public List<GroupProfile> groups() {
    TableProfile known = statistics.profile(descriptor);
    return known == null ? List.of() : known.groups();
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    RelDataTypeFactory.Builder builder = factory.builder();
    for (ColumnDescriptor column : descriptor.columns()) {
      builder.add(column.name(), TypeMapping.toCalcite(factory, column.type(), column.nullable()));
    }
    if (rowKey) {
      builder.add(
          ROW_KEY, TypeMapping.toCalcite(factory, SqlType.varbinary(SqlType.UNBOUNDED), false));
    }
    return builder.build();
  }

  @Override
  public Statistic getStatistic() {
    return Statistics.of(rowCount(), uniqueKeys());
  }

  private List<ImmutableBitSet> uniqueKeys() {
    List<ImmutableBitSet> keys = new ArrayList<>();
    addKey(keys, descriptor.primary());
    descriptor.indexes().forEach(index -> addKey(keys, index));
    if (rowKey) {
      keys.add(ImmutableBitSet.of(rowKeyColumn()));
    }
    return ImmutableList.copyOf(keys);
  }

  /** A unique index with a nullable column is no key: NULLs may repeat. */
  private void addKey(List<ImmutableBitSet> keys, IndexDescriptor index) {
    boolean unique = index.primary() || index.unique();
    boolean nullable =
        index.columns().stream().anyMatch(key -> descriptor.columns().get(key.column()).nullable());
    if (unique && !nullable && !index.columns().isEmpty()) {
      keys.add(ImmutableBitSet.of(index.columns().stream().map(KeyColumn::column).toList()));
    }
  }
}
