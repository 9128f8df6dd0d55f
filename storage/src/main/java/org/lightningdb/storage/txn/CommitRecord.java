package org.lightningdb.storage.txn;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.StoreSpecCodec;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * The redo record of one transaction. The only other kind of record in the log is the {@link
 * ChunkRecord}.
 *
 * <pre>
 *   u8      kind, 1
 *   i64     commit timestamp, big-endian, filled in when the commit is ordered, as is
 *   i64     the clock at that time in milliseconds since 1970, which never descends
 *   varint  count of created stores, for each: varint store id,
 *             varint length of its spec, spec (see StoreSpecCodec)
 *   varint  count of dropped stores, for each: varint store id
 *   varint  end of the data file in bytes if there are runs, else 0; with runs:
 *     varint  count of dead intervals, for each: varint first dead sequence, varint next live one
 *     varint  count of runs, oldest first, for each:
 *               varint store id, varint first sequence, varint end sequence, varint deletions
 *               u8     bit 0 = uniform, bit 1 = with older writes
 *               tree of the newest writes, tree of the older writes if there is one, each as
 *               varint address, varint height, varint entries, varint bytes
 *     varint  count of chunk records that repeat the runs, 0 if there are none; with chunks:
 *       varint  LSN that none of them starts before, varint number of their set
 *   varint  count of stores written in the log itself, for each:
 *             varint store id, varint count of writes, for each, in key order:
 *               varint key length * 2 + (1 for a deletion), key
 *               varint value length, value                      (not for a deletion)
 * </pre>
 *
 * <p>Length and checksum are the business of the log.
 */
final class CommitRecord {
  /** Far above what a transaction keeps in memory; what the log takes. */
  private static final long BYTES_MAX = 1L << 30;

  private static final int KIND_COMMIT = 1;
  private static final int TIMESTAMP_OFFSET = 1;
  private static final int CLOCK_OFFSET = 9;
  private static final int UNIFORM = 1;
  private static final int WITH_OLDER = 2;
  private static final int HEIGHT_MAX = 64;

  private CommitRecord() {}

  /**
   * Encodes everything but timestamp and clock.
   *
   * @param fileBytes end of the data file; looked at only if there are runs
   */
  static ByteSink encode(WriteSet writeSet, long fileBytes) {
    return encode(writeSet, fileBytes, ChunkSet.NONE);
  }

  /**
   * As {@link #encode(WriteSet, long)}.
   *
   * @param chunks what repeats the runs
   */
  static ByteSink encode(WriteSet writeSet, long fileBytes, ChunkSet chunks) {
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
    encodeRuns(out, writeSet, fileBytes, chunks);
    out.putVarint(stores.size());
    for (StoreWrites store : stores) {
      encodeStore(out, store);
    }
    return out;
  }

  private static void encodeRuns(ByteSink out, WriteSet writeSet, long fileBytes, ChunkSet chunks) {
    List<RunRoot> runs = new ArrayList<>();
    for (StoreWrites store : writeSet.liveWrites()) {
      runs.addAll(store.runRoots());
    }
    out.putVarint(runs.isEmpty() ? 0 : fileBytes);
    if (runs.isEmpty()) {
      return;
    }
    DeadSequences dead = writeSet.dead();
    out.putVarint(dead.count());
    for (int interval = 0; interval < dead.count(); interval++) {
      out.putVarint(dead.from(interval));
      out.putVarint(dead.to(interval));
    }
    out.putVarint(runs.size());
    for (RunRoot run : runs) {
      encodeRun(out, run);
    }
    out.putVarint(chunks.count());
    if (chunks.count() > 0) {
      out.putVarint(chunks.fromLsn());
      out.putVarint(chunks.number());
    }
  }

  private static void encodeRun(ByteSink out, RunRoot run) {
    out.putVarint(run.storeId());
    out.putVarint(run.firstSequence());
    out.putVarint(run.endSequence());
    out.putVarint(run.deletions());
    TreeRoot older = run.older();
    out.putByte((run.uniform() ? UNIFORM : 0) | (older == null ? 0 : WITH_OLDER));
    encodeTree(out, run.main());
    if (older != null) {
      encodeTree(out, older);
    }
  }

  private static void encodeTree(ByteSink out, TreeRoot tree) {
    out.putVarint(tree.address());
    out.putVarint(tree.height());
    out.putVarint(tree.entries());
    out.putVarint(tree.bytes());
  }

  private static void encodeStore(ByteSink out, StoreWrites store) {
    out.putVarint(store.storeId());
    out.putVarint(store.count());
    SortedWrites writes = store.lastWrites();
    Slice key = new Slice();
    Slice value = new Slice();
    for (long at = writes.first(); at != SortedWrites.NOWHERE; at = writes.after(at)) {
      PendingWrite write = writes.at(at);
      encodeWrite(out, write.key(key), write.tombstone() ? null : write.value(value));
      if (out.length() > BYTES_MAX) {
        throw tooLarge(out.length());
      }
    }
  }

  /** A null value is a deletion. */
  static void encodeWrite(ByteSink out, Slice key, @Nullable Slice value) {
    out.putVarint(key.length() * 2L + (value == null ? 1 : 0));
    out.putBytes(key.array(), key.offset(), key.length());
    if (value != null) {
      out.putVarint(value.length());
      out.putBytes(value.array(), value.offset(), value.length());
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
   * Plays a record to {@code target}, whose {@code begin} may refuse it; of a chunk there is
   * nothing to play.
   *
   * @param lsn where the record starts, for messages
   * @throws StorageException {@code CORRUPT} if it is not a commit record
   */
  static void replay(long lsn, byte[] payload, RedoTarget target) {
    ByteSource in = new ByteSource(payload, "the log record at ", lsn);
    int kind = in.getByte();
    if (kind == ChunkRecord.KIND) {
      return;
    }
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
    replayRuns(in, target);
    for (long stores = in.getVarint(); stores > 0; stores--) {
      replayStore(in, target);
    }
    if (in.remaining() != 0) {
      throw in.corrupt(in.remaining() + " bytes too many");
    }
  }

  private static void replayRuns(ByteSource in, RedoTarget target) {
    long fileBytes = in.getVarint();
    if (fileBytes == 0) {
      return;
    }
    DeadSequences dead = DeadSequences.NONE;
    for (long intervals = in.getVarint(); intervals > 0; intervals--) {
      dead = dead.with(sequence(in), sequence(in));
    }
    target.extendTo(fileBytes);
    for (long runs = in.getVarint(); runs > 0; runs--) {
      target.ingest(replayRun(in), dead);
    }
    long chunks = in.getVarint();
    if (chunks > 0) {
      target.repeated(new ChunkSet(chunks, in.getVarint(), in.getVarint()));
    }
  }

  private static RunRoot replayRun(ByteSource in) {
    long storeId = in.getVarint();
    int firstSequence = sequence(in);
    int endSequence = sequence(in);
    long deletions = in.getVarint();
    int flags = in.getByte();
    TreeRoot main = replayTree(in);
    TreeRoot older = (flags & WITH_OLDER) == 0 ? null : replayTree(in);
    boolean uniform = (flags & UNIFORM) != 0;
    return new RunRoot(storeId, main, older, firstSequence, endSequence, false, uniform, deletions);
  }

  private static int sequence(ByteSource in) {
    long sequence = in.getVarint();
    if (sequence < 0 || sequence > Integer.MAX_VALUE) {
      throw in.corrupt("sequence " + sequence);
    }
    return (int) sequence;
  }

  private static TreeRoot replayTree(ByteSource in) {
    long address = in.getVarint();
    long height = in.getVarint();
    if (height < 1 || height > HEIGHT_MAX) {
      throw in.corrupt("a tree of height " + height);
    }
    return new TreeRoot(address, (int) height, in.getVarint(), in.getVarint());
  }

  private static void replayStore(ByteSource in, RedoTarget target) {
    long storeId = in.getVarint();
    Slice key = new Slice();
    Slice value = new Slice();
    for (long writes = in.getVarint(); writes > 0; writes--) {
      @Nullable Slice written = replayWrite(in, key, value);
      target.write(storeId, key, written);
    }
  }

  /**
   * Reads one write into {@code key} and, unless it is a deletion, {@code value}, and returns it.
   */
  static @Nullable Slice replayWrite(ByteSource in, Slice key, Slice value) {
    long keyLength = in.getVarint();
    in.getBytes(keyLength >>> 1, key);
    if ((keyLength & 1) != 0) {
      return null;
    }
    in.getBytes(in.getVarint(), value);
    return value;
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
