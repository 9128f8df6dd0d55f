package org.lightningdb.index.access;

import java.util.List;
import org.lightningdb.index.schema.IndexDescriptor;

/** Reads of one table in one snapshot. */
public interface TableReader {
  BatchCursor scan(ScanRequest request);

  /** About how many rows the ranges hold; cheap. */
  double estimateRows(IndexDescriptor index, List<KeyRange> ranges);
}
