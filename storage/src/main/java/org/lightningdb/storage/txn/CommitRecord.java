package org.lightningdb.storage.txn;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.StoreSpecCodec;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * The redo record of one transaction, the only kind of record in the log.
 *
 * <pre>
 *   u8      kind, 1
 *   i64     commit timestamp, big-endian, filled in when the commit is ordered, as is
 *   i64     the clock at that time in milliseconds since 1970, which never descends
 *   varint  count of created stores, for each: varint store id,
 *             varint length of its spec, spec (see StoreSpecCodec)
 *   varint  count of dropped stores, for each: varint store id
 *   varint  count of stores written, for each:
 *             varint store id, varint count of writes, for each, in key order:
 *               varint key length * 2 + (1 for a deletion), key
 *               varint value length, value                      (not for a deletion)
 * </pre>
 *
 * <p>Length and checksum are the business of the log.
 */
final class CommitRecord {
  /** The log takes larger ones, but a transaction must also fit into memory several times. */
  static final long BYTES_MAX = 1L << 30;

  private static final int KIND_COMMIT = 1;
  private static final int TIMESTAMP_OFFSET = 1;
  private static final int CLOCK_OFFSET = 9;

  private CommitRecord() {}

  /** Encodes everything but timestamp and clock. */
  static ByteSink encode(WriteSet writeSet) {
    List<StoreWrites> stores = writeSet.liveWrites();
    if (writeSet.bytes() > BYTES_MAX - (1 << 20)) {
      throw tooLarge(writeSet.bytes());
    }
    ByteSink out = new ByteSink((int) Math.min(BYTES_MAX, 64 + writeSet.bytes() * 5 / 4));
    out.putByte(KIND_COMMIT);
    out.putLong(0);
    out.putLong(0);
    List<StoreChange> created = writeSet.createdStores();
    out.putVarint(created.size());
    for (StoreChange change : created) {
      out.putVarint(change.storeId());
      byte[] spec = StoreSpecCodec.encode(Objects.requireNonNull(change.spec()));
      out.putVarint(spec.length);
      out.putBytes(spec, 0, spec.length);
    }
    List<Long> dropped = writeSet.droppedStores();
    out.putVarint(dropped.size());
    for (long storeId : dropped) {
      out.putVarint(storeId);
    }
    out.putVarint(stores.size());
    for (StoreWrites store : stores) {
      encodeStore(out, store);
    }
    return out;
  }

  private static void encodeStore(ByteSink out, StoreWrites store) {
    out.putVarint(store.storeId());
    out.putVarint(store.count());
    SortedWrites writes = store.lastWrites();
    for (long at = writes.first(); at != SortedWrites.NOWHERE; at = writes.after(at)) {
      PendingWrite write = writes.at(at);
      out.putVarint(write.keyLength() * 2L + (write.tombstone() ? 1 : 0));
      out.putBytes(write.bytes(), 0, write.keyLength());
      if (!write.tombstone()) {
        out.putVarint(write.valueLength());
        out.putBytes(write.bytes(), write.keyLength(), write.valueLength());
      }
      if (out.length() > BYTES_MAX) {
        throw tooLarge(out.length());
      }
    }
  }

  private static StorageException tooLarge(long bytes) {
    return new StorageException(
        Kind.LIMIT,
        "a transaction writes at most " + BYTES_MAX + " bytes, this one wants " + bytes);
  }

  static void setTimestamp(ByteSink record, long timestamp, long clockMillis) {
    record.setLong(TIMESTAMP_OFFSET, timestamp);
    record.setLong(CLOCK_OFFSET, clockMillis);
  }

  /**
   * Plays a record to {@code target}, whose {@code begin} may refuse it.
   *
   * @param lsn where the record starts, for messages
   * @throws StorageException {@code CORRUPT} if it is not a commit record
   */
  static void replay(long lsn, byte[] payload, RedoTarget target) {
    ByteSource in = new ByteSource(payload, "the log record at " + lsn);
    int kind = in.getByte();
    if (kind != KIND_COMMIT) {
      throw in.corrupt("unknown kind " + kind);
    }
    if (!target.begin(in.getLong(), in.getLong())) {
      return;
    }
    for (long count = in.getVarint(); count > 0; count--) {
      target.createStore(in.getVarint(), specOf(in));
    }
    for (long count = in.getVarint(); count > 0; count--) {
      target.dropStore(in.getVarint());
    }
    for (long stores = in.getVarint(); stores > 0; stores--) {
      replayStore(in, target);
    }
    if (in.remaining() != 0) {
      throw in.corrupt(in.remaining() + " bytes too many");
    }
  }

  private static void replayStore(ByteSource in, RedoTarget target) {
    long storeId = in.getVarint();
    Slice key = new Slice();
    Slice value = new Slice();
    for (long writes = in.getVarint(); writes > 0; writes--) {
      long keyLength = in.getVarint();
      in.getBytes(keyLength >>> 1, key);
      @Nullable Slice written = null;
      if ((keyLength & 1) == 0) {
        in.getBytes(in.getVarint(), value);
        written = value;
      }
      target.write(storeId, key, written);
    }
  }

  private static StoreSpec specOf(ByteSource in) {
    Slice bytes = new Slice();
    in.getBytes(in.getVarint(), bytes);
    ByteBuffer spec = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      return StoreSpecCodec.decode(spec, in.where());
    } catch (BufferUnderflowException e) {
      throw in.corrupt("a store's spec is cut off");
    }
  }
}
