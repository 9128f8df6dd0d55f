package org.lightningdb.storage.txn;

import java.util.List;
import java.util.Map;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * What a transaction brings to the commit pipeline.
 *
 * @param snapshotTimestamp of the transaction
 * @param reads that must still be true, by store; empty unless serializable
 */
record CommitRequest(WriteSet writeSet, long snapshotTimestamp, Map<Long, List<ByteRange>> reads) {

  /**
   * @throws StorageException {@code CONFLICT} if another transaction changed what was read
   */
  void validateReads(EngineState state) {
    if (!reads.isEmpty() && ConflictCheck.anyChanged(state, reads, snapshotTimestamp)) {
      throw new StorageException(
          Kind.CONFLICT, "another transaction changed what this serializable transaction has read");
    }
  }
}
