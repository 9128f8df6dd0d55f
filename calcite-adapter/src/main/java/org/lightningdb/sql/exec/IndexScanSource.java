package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeySkip;
import org.lightningdb.index.access.RowKeyFilter;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.ByteRange;

/**
 * The rows of a table through one of its indexes.
 *
 * @param skip which entries to visit within the ranges; null = all
 * @param filters which rows need not be looked up
 * @param columns table positions of the columns to return
 * @param rowKey whether the row's key follows as one more column
 */
public record IndexScanSource(
    TableDescriptor table,
    IndexDescriptor index,
    List<RangeTemplate> ranges,
    @Nullable SkipTemplate skip,
    List<FilterTemplate> filters,
    List<PredicateTemplate> predicates,
    List<Integer> columns,
    boolean backward,
    boolean rowKey)
    implements RowSource {
  public IndexScanSource {
    ranges = List.copyOf(ranges);
    filters = List.copyOf(filters);
    predicates = List.copyOf(predicates);
    columns = List.copyOf(columns);
  }

  @Override
  public List<SqlType> columnTypes() {
    List<SqlType> types = new ArrayList<>();
    columns.forEach(column -> types.add(table.columns().get(column).type()));
    if (rowKey) {
      types.add(SqlType.varbinary(SqlType.UNBOUNDED));
    }
    return types;
  }

  @Override
  public BatchCursor open(ExecutionContext context, List<@Nullable Object> arguments) {
    return context.transaction().reader(context.snapshot(), table).scan(request(arguments));
  }

  /** About how many rows the ranges hold. */
  public double estimateRows(ExecutionContext context, List<@Nullable Object> arguments) {
    return context
        .transaction()
        .reader(context.snapshot(), table)
        .estimateRows(index, bindRanges(table, index, ranges, arguments));
  }

  /** Stretches of the index that give the rows part by part, in order. */
  public List<ByteRange> stretches(
      ExecutionContext context, List<@Nullable Object> arguments, int count) {
    return context
        .transaction()
        .reader(context.snapshot(), table)
        .stretches(request(arguments), count);
  }

  /** The rows in a stretch of the index. */
  public BatchCursor openWithin(
      ExecutionContext context, List<@Nullable Object> arguments, ByteRange stretch) {
    return context
        .transaction()
        .reader(context.snapshot(), table)
        .scan(request(arguments).within(stretch));
  }

  /**
   * The rows in other ranges than its own.
   *
   * @param arguments for the predicates
   */
  public BatchCursor openRanges(
      ExecutionContext context, List<KeyRange> keyRanges, List<@Nullable Object> arguments) {
    return context
        .transaction()
        .reader(context.snapshot(), table)
        .scan(request(keyRanges, null, List.of(), arguments));
  }

  /** What to ask the table for, given the arguments. */
  ScanRequest request(List<@Nullable Object> arguments) {
    return request(
        bindRanges(table, index, ranges, arguments),
        skip == null ? null : skip.bind(table, index, arguments),
        filters.stream().map(filter -> filter.bind(table, arguments)).toList(),
        arguments);
  }

  private ScanRequest request(
      List<KeyRange> keyRanges,
      @Nullable KeySkip keySkip,
      List<RowKeyFilter> rowKeyFilters,
      List<@Nullable Object> arguments) {
    List<ColumnPredicate> bound = new ArrayList<>();
    for (PredicateTemplate predicate : predicates) {
      SqlType type = table.columns().get(predicate.column()).type();
      ColumnPredicate satisfiable = predicate.bind(type, arguments);
      if (satisfiable == null) {
        return nothing();
      }
      bound.add(satisfiable);
    }
    return new ScanRequest(
        index, keyRanges, bound, columns, backward, rowKey, keySkip, rowKeyFilters, null);
  }

  /** The ranges for these arguments, without those that can hold no entry. */
  public static List<KeyRange> bindRanges(
      TableDescriptor table,
      IndexDescriptor index,
      List<RangeTemplate> ranges,
      List<@Nullable Object> arguments) {
    return bindRanges(table, index, 0, ranges, arguments);
  }

  /** The same of ranges that begin with a later key column. */
  static List<KeyRange> bindRanges(
      TableDescriptor table,
      IndexDescriptor index,
      int first,
      List<RangeTemplate> ranges,
      List<@Nullable Object> arguments) {
    List<KeyRange> bound = new ArrayList<>();
    for (RangeTemplate range : ranges) {
      KeyRange keyRange = range.bind(table, index, first, arguments);
      if (keyRange != null) {
        bound.add(keyRange);
      }
    }
    return bound;
  }

  private ScanRequest nothing() {
    return new ScanRequest(index, List.of(), List.of(), columns, backward, rowKey);
  }
}
