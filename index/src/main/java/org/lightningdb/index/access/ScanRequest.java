package org.lightningdb.index.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.ByteRange;

/**
 * One pass over a table.
 *
 * @param index which index gives the order and the bounds; the primary one scans rows directly, a
 *     secondary one looks each row up unless its own columns suffice
 * @param ranges visited one after the other, in the given order, entries found by several ranges
 *     only once; normally disjoint and ascending. An empty list visits nothing
 * @param predicates all must hold
 * @param columns table positions of the columns to return, in the order of the batch
 * @param backward against the index order, last range first
 * @param rowKey whether the batch has one more column at the end: the row's key (BYTES), for update
 *     and delete
 * @param skip which entries of each prefix to visit within the ranges, which are about columns of
 *     the prefix only; null = all
 * @param filters which rows need not come, if the index is a secondary one
 * @param stretch only the entries of this stretch of the index, as {@link TableReader#stretches}
 *     gave it; null = all
 */
public record ScanRequest(
    IndexDescriptor index,
    List<KeyRange> ranges,
    List<ColumnPredicate> predicates,
    List<Integer> columns,
    boolean backward,
    boolean rowKey,
    @Nullable KeySkip skip,
    List<RowKeyFilter> filters,
    @Nullable ByteRange stretch) {
  public ScanRequest {
    filters = List.copyOf(filters);
    ranges = List.copyOf(ranges);
    predicates = List.copyOf(predicates);
    columns = List.copyOf(columns);
  }

  public ScanRequest(
      IndexDescriptor index,
      List<KeyRange> ranges,
      List<ColumnPredicate> predicates,
      List<Integer> columns,
      boolean backward,
      boolean rowKey) {
    this(index, ranges, predicates, columns, backward, rowKey, null, List.of(), null);
  }

  /** The part of it in a stretch of the index. */
  public ScanRequest within(ByteRange part) {
    return new ScanRequest(
        index, ranges, predicates, columns, backward, rowKey, skip, filters, part);
  }
}
