package org.lightningdb.storage.txn;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;

/**
 * Writes streamed values into the write set of one transaction, and removes the chunks of values
 * that are overwritten or deleted. The caller holds the row lock of the value and has looked for
 * conflicts. Used by the thread of the transaction.
 */
final class LongValueWriter {
  private final TransactionSystem system;
  private final WriteSet writeSet;
  private final Runnable spillIfFull;
  private final FoundVersion found = new FoundVersion();

  LongValueWriter(TransactionSystem system, WriteSet writeSet, Runnable spillIfFull) {
    this.system = system;
    this.writeSet = writeSet;
    this.spillIfFull = spillIfFull;
  }

  private @Nullable StoreSpec specOf(long storeId) {
    StoreChange change = writeSet.storeChange(storeId, Integer.MAX_VALUE);
    StoreState store = change == null ? system.snapshots().current().store(storeId) : null;
    return change == null ? (store == null ? null : store.spec()) : change.spec();
  }

  /** How the blocks of the store are to be compressed. */
  Compression compressionOf(long storeId) {
    StoreSpec spec = specOf(storeId);
    return spec == null ? Compression.ADAPTIVE : spec.compression();
  }

  /** Whether the store can hold streamed values. */
  boolean possible(long storeId) {
    StoreSpec spec = specOf(storeId);
    return spec != null && spec.shape() == null;
  }

  /** Whether the store may hold streamed values already. */
  boolean exist(long storeId) {
    return specOf(LongValues.storeOf(storeId)) != null;
  }

  /** Writes everything that {@code value} has; if that fails, nothing is written. */
  void write(long storeId, Slice key, InputStream value) throws IOException {
    long chunkStoreId = ensureStore(storeId);
    int before = writeSet.position();
    boolean complete = false;
    try {
      deleteChunks(storeId, key);
      long length = writeChunks(chunkStoreId, key, value);
      spillIfFull.run();
      writeSet.write(storeId, key, LongValues.reference(length));
      complete = true;
    } finally {
      if (!complete) {
        writeSet.truncate(before);
      }
    }
  }

  private long ensureStore(long storeId) {
    long chunkStoreId = LongValues.storeOf(storeId);
    StoreChange created = writeSet.storeChange(storeId, Integer.MAX_VALUE);
    if (created == null) {
      system.ensureLongValues(storeId);
    } else if (created.spec() != null && specOf(chunkStoreId) == null) {
      writeSet.createStore(chunkStoreId, LongValues.specFor(created.spec()));
    }
    return chunkStoreId;
  }

  private long writeChunks(long chunkStoreId, Slice key, InputStream value) throws IOException {
    byte[] buffer = new byte[LongValues.CHUNK_BYTES];
    long length = 0;
    for (int chunk = 0; ; chunk++) {
      int count = value.readNBytes(buffer, 0, buffer.length);
      length += count;
      if (length > LongValues.BYTES_MAX) {
        throw new StorageException(
            Kind.LIMIT, "a streamed value has at most " + LongValues.BYTES_MAX + " bytes");
      }
      if (count > 0) {
        spillIfFull.run();
        Slice bytes = new Slice(buffer, 0, count);
        writeSet.write(chunkStoreId, LongValues.chunkKey(key, chunk), bytes);
      }
      if (count < buffer.length) {
        return length;
      }
    }
  }

  /** Writes a short value or a deletion in place of what may be a streamed value. */
  void replace(long storeId, Slice key, @Nullable Slice value) {
    int before = writeSet.position();
    boolean complete = false;
    try {
      deleteChunks(storeId, key);
      writeSet.write(storeId, key, value);
      complete = true;
    } finally {
      if (!complete) {
        writeSet.truncate(before);
      }
    }
  }

  private void deleteChunks(long storeId, Slice key) {
    if (!findLatest(storeId, key) || !LongValues.isReference(found.value())) {
      return;
    }
    int chunks = LongValues.chunks(LongValues.lengthOf(found.value()));
    for (int chunk = 0; chunk < chunks; chunk++) {
      spillIfFull.run();
      writeSet.write(LongValues.storeOf(storeId), LongValues.chunkKey(key, chunk), null);
    }
  }

  /** Looks up what the row has now: the own latest write, else the newest commit. */
  private boolean findLatest(long storeId, Slice key) {
    if (writeSet.find(storeId, key, Integer.MAX_VALUE, found)) {
      return !found.tombstone();
    }
    Snapshot newest = system.snapshots().takeLatest();
    try {
      StoreState store = newest.state().store(storeId);
      return store != null
          && system.reader().get(store, key, newest.timestamp(), found)
          && !found.tombstone();
    } finally {
      newest.release();
    }
  }

  /** What {@code value}, the latest one of the key, stands for. */
  Slice resolve(long storeId, Slice key, Slice value) {
    if (!LongValues.isReference(value) || !possible(storeId)) {
      return value;
    }
    Slice reference = value.copy();
    try (PinnedView newest =
        new PinnedView(system.reader(), system.snapshots().takeLatest(), writeSet, null)) {
      return newest.whole(storeId, key, reference);
    }
  }
}
