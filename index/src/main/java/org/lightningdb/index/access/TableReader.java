package org.lightningdb.index.access;

import java.util.List;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.storage.bytes.ByteRange;

/** Reads of one table in one snapshot. */
public interface TableReader {
  BatchCursor scan(ScanRequest request);

  /**
   * Stretches of the index that divide a request into parts of similar size, for {@link
   * ScanRequest#within}: together they give its rows, one after the other in its order. About as
   * many as asked for; fewer or none if it cannot be divided well.
   */
  default List<ByteRange> stretches(ScanRequest request, int count) {
    return List.of();
  }

  /** About how many rows the ranges hold; cheap. */
  double estimateRows(IndexDescriptor index, List<KeyRange> ranges);
}
