package org.lightningdb.index.access;

import java.util.List;
import org.lightningdb.index.schema.IndexDescriptor;

/**
 * Rows without an entry in some ranges of another index are of no use: a scan through a secondary
 * index need not look them up, which saves most of its work if they are many. It is a hint: some of
 * these rows may come all the same, so whatever the ranges stand for must be a predicate, too, or
 * be checked by whoever reads.
 *
 * @param index a secondary index of the same table
 */
public record RowKeyFilter(IndexDescriptor index, List<KeyRange> ranges) {
  public RowKeyFilter {
    ranges = List.copyOf(ranges);
  }
}
