package org.lightningdb.storage.txn;

import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.column.BatchScan;

/**
 * The same scan of one range after the other, which costs less than scans that know nothing of each
 * other. Used by one thread.
 */
public interface RangeScans {
  /** Scans a range; the scan opened before must have been closed. */
  BatchScan open(ByteRange range);
}
