package org.lightningdb.storage.txn;

import java.util.List;
import java.util.Map;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.StoreSpec;

/** Makes sure that a range may be loaded as a whole: it is empty and nobody else can fill it. */
final class BulkTarget {
  private final TransactionSystem system;
  private final WriteSet writeSet;
  private final long storeId;
  private final ByteRange range;

  BulkTarget(TransactionSystem system, WriteSet writeSet, long storeId, ByteRange range) {
    this.system = system;
    this.writeSet = writeSet;
    this.storeId = storeId;
    this.range = range;
  }

  /**
   * Returns only if {@code view} and the own writes after it have no row in the range.
   *
   * @throws StorageException {@code INVALID_REQUEST}
   */
  void requireEmpty(ReadView view) {
    try (Cursor rows = view.cursor(storeId, range)) {
      if (rows.first()) {
        throw notEmpty(rows.key().toString());
      }
    }
    VersionedCursor own = writeSet.cursor(storeId, range, Integer.MAX_VALUE);
    if (own != null) {
      try (own) {
        for (boolean stands = own.first(); stands; stands = own.next()) {
          if (!own.tombstone()) {
            throw notEmpty(own.key().toString());
          }
        }
      }
    }
  }

  private StorageException notEmpty(String key) {
    return new StorageException(
        Kind.INVALID_REQUEST,
        "bulk load into store " + storeId + ": its range is not empty, it has key " + key);
  }

  /**
   * Takes the range as if every key of it were locked, waiting for those who hold locks there.
   *
   * @throws StorageException {@code CONFLICT} if somebody committed to the range after {@code
   *     view}, and as for row locks; the range stays taken until the transaction ends
   */
  void claim(LockOwner owner, LockClaim claim, PinnedView view) {
    claim.add(storeId, range);
    system.locks().publish(claim);
    system.locks().acquireThoseOfOthers(owner, storeId, range);
    Map<Long, List<ByteRange>> ranges = Map.of(storeId, List.of(range));
    if (ConflictCheck.anyChanged(system.snapshots().current(), ranges, view.timestamp())) {
      awaitLatest();
      throw new StorageException(
          Kind.CONFLICT, "another transaction changed the range of store " + storeId);
    }
  }

  /** Begins the load. */
  BulkLoad begin(BulkLoad.Receiver receiver) {
    StoreChange own = writeSet.storeChange(storeId, Integer.MAX_VALUE);
    StoreState store = system.snapshots().current().store(storeId);
    StoreSpec spec = own != null ? own.spec() : store == null ? null : store.spec();
    if (spec == null) {
      throw new StorageException(
          Kind.CONFLICT, "another transaction dropped store " + storeId + " meanwhile");
    }
    return new BulkLoad(storeId, spec, range, system.runSpace(), receiver);
  }

  /** So that another attempt sees what was in the way. */
  private void awaitLatest() {
    Snapshot latest = system.snapshots().takeLatest();
    long timestamp = latest.timestamp();
    latest.release();
    system.pipeline().awaitVisible(timestamp);
  }
}
