package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * A record of the log that holds some rows of a transaction larger than memory, for those who have
 * the log without the data file.
 *
 * <pre>
 *   u8      kind, 2
 *   varint  number of the set of chunks
 *   varint  index in the set, from 0
 *   varint  store id
 *   up to the end of the record, each key of a store once, in key order over the set:
 *     varint  key length * 2 + (1 for a deletion), key
 *     varint  value length, value                      (not for a deletion)
 * </pre>
 *
 * <p>A set means nothing before a commit record names it: its count, its number, and a place of the
 * log before its first chunk. Chunks of several transactions, and other commits, may lie between
 * those of a set. Recovery passes them over, since the runs are in the data file.
 */
final class ChunkRecord {
  static final int KIND = 2;

  private ChunkRecord() {}

  static boolean is(byte[] payload) {
    return payload.length > 0 && payload[0] == KIND;
  }

  /** Begins a chunk; the rows follow by {@link CommitRecord#encodeWrite}. */
  static ByteSink begin(long number, long index, long storeId, int capacity) {
    ByteSink out = new ByteSink(capacity);
    out.putByte(KIND);
    out.putVarint(number);
    out.putVarint(index);
    out.putVarint(storeId);
    return out;
  }

  /**
   * Plays the chunk to {@code target} if it is the one of the set at {@code index}.
   *
   * @param lsn where the record starts, for messages
   * @return whether it was
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is damaged, or not
   *     the next of its set
   */
  static boolean replay(long lsn, byte[] payload, ChunkSet chunks, long index, RedoTarget target) {
    ByteSource in = new ByteSource(payload, "the log record at ", lsn);
    if (in.getByte() != KIND) {
      throw in.corrupt("it is no chunk");
    }
    if (in.getVarint() != chunks.number()) {
      return false;
    }
    long found = in.getVarint();
    if (found != index) {
      throw in.corrupt("chunk " + found + " follows where " + index + " is due");
    }
    long storeId = in.getVarint();
    Slice key = new Slice();
    Slice value = new Slice();
    while (in.remaining() > 0) {
      @Nullable Slice written = CommitRecord.replayWrite(in, key, value);
      target.write(storeId, key, written);
    }
    return true;
  }
}
