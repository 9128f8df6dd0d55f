package org.lightningdb.storage.txn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.LeafScan;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.cursor.VisibleCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.ScanParts;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * The one kind of view: a pinned snapshot, under the writes that a transaction made before the view
 * was taken, and a note of what was read if the transaction is serializable.
 */
final class PinnedView implements ReadView {
  private final StoreReader reader;
  private final Snapshot snapshot;
  private final @Nullable WriteSet own;
  private final int position;
  private final @Nullable ReadSet reads;

  /** The view that this one is beside; it releases what both hold. */
  private final @Nullable PinnedView main;

  private final FoundVersion entry = new FoundVersion();
  private @Nullable StoreState lastStore;
  private boolean closed;

  /** Takes over {@code snapshot} and releases it when closed. */
  PinnedView(
      StoreReader reader, Snapshot snapshot, @Nullable WriteSet own, @Nullable ReadSet reads) {
    this.reader = reader;
    this.snapshot = snapshot;
    this.own = own;
    this.position = own == null ? 0 : own.openView();
    this.reads = reads;
    this.main = null;
  }

  private PinnedView(PinnedView main) {
    this.reader = main.reader;
    this.snapshot = main.snapshot;
    this.own = main.own;
    this.position = main.position;
    this.reads = main.reads == null ? null : new ReadSet();
    this.main = main;
  }

  @Override
  public ReadView beside() {
    requireOpen();
    return new PinnedView(this);
  }

  @Override
  public long timestamp() {
    return snapshot.timestamp();
  }

  @Override
  public @Nullable Slice get(long storeId, Slice key) {
    Slice value = stored(storeId, key);
    boolean reference = value != null && LongValues.isReference(value) && !shaped(storeId);
    return value != null && reference ? whole(storeId, key, value) : value;
  }

  @Override
  public @Nullable ValueStream openValue(long storeId, Slice key) {
    Slice value = stored(storeId, key);
    if (value == null) {
      return null;
    }
    return LongValues.isReference(value) && !shaped(storeId)
        ? new ValueStream(chunks(storeId, key), key.copy(), LongValues.lengthOf(value))
        : ValueStream.of(value);
  }

  /** The value behind a reference. */
  Slice whole(long storeId, Slice key, Slice reference) {
    long length = LongValues.lengthOf(reference);
    if (length > Txn.VALUE_BYTES_MAX) {
      throw new StorageException(
          Kind.LIMIT,
          "the value of key " + key + " has " + length + " bytes and is read as a stream only");
    }
    byte[] bytes = new byte[(int) length];
    try (ValueStream stream = new ValueStream(chunks(storeId, key), key.copy(), length)) {
      int filled = 0;
      while (filled < bytes.length) {
        filled += stream.read(bytes, filled, bytes.length - filled);
      }
    }
    return new Slice(bytes);
  }

  private Cursor chunks(long storeId, Slice key) {
    return rows(LongValues.storeOf(storeId), LongValues.chunksOf(key));
  }

  /** The rows as they are, references and chunks, too; none if there is no such store. */
  Cursor rows(long storeId, ByteRange range) {
    StoreState store = committed(storeId);
    if (store != null && !store.isReadableAt(snapshot.timestamp())) {
      throw historyGone(store);
    }
    VersionedCursor pending = own == null ? null : own.cursor(storeId, range, position);
    return new VisibleCursor(reader.cursor(pending, store, range, snapshot.timestamp()), range);
  }

  private boolean shaped(long storeId) {
    StoreChange change = own == null ? null : own.storeChange(storeId, position);
    StoreState store = committed(storeId);
    StoreSpec spec = change != null ? change.spec() : store == null ? null : store.spec();
    return spec != null && spec.shape() != null;
  }

  /** Whether there may be streamed values in the store. */
  private boolean hasLongValues(long storeId) {
    long chunkStoreId = LongValues.storeOf(storeId);
    return committed(chunkStoreId) != null || (own != null && own.hasWrites(chunkStoreId));
  }

  /** The value as it is in the row: maybe a reference. */
  @Nullable Slice stored(long storeId, Slice key) {
    requireStore(storeId);
    WriteSet writes = own;
    if (writes != null) {
      if (writes.find(storeId, key, position, entry)) {
        return entry.tombstone() ? null : entry.value();
      }
    }
    if (reads != null) {
      reads.addPoint(storeId, key);
    }
    return findCommitted(storeId, key, entry) ? entry.value() : null;
  }

  @Override
  public void multiGet(long storeId, List<Slice> keys, FoundValues consumer) {
    StoreState store = requireStore(storeId);
    if (own != null || store == null) {
      ReadView.super.multiGet(storeId, keys, consumer);
      return;
    }
    ManyKeys group = new ManyKeys();
    for (int from = 0; from < keys.size(); from += ManyKeys.GROUP) {
      int to = Math.min(keys.size(), from + ManyKeys.GROUP);
      group.clear();
      for (int i = from; i < to; i++) {
        if (reads != null) {
          reads.addPoint(storeId, keys.get(i));
        }
        group.add(keys.get(i));
      }
      group.find(store, snapshot.timestamp());
      for (int i = from; i < to; i++) {
        consumer.accept(i, group.value(i - from));
      }
    }
  }

  @Override
  public List<Slice> splitPoints(long storeId, ByteRange range, int parts) {
    StoreState store = requireStore(storeId);
    return store == null ? List.of() : reader.splitPoints(store, range, parts);
  }

  /** Whether the snapshot holds a value of {@code key}, own writes aside. */
  boolean hadCommitted(long storeId, Slice key) {
    return findCommitted(storeId, key, new FoundVersion());
  }

  private boolean findCommitted(long storeId, Slice key, FoundVersion out) {
    StoreState store = committed(storeId);
    return store != null && reader.get(store, key, snapshot.timestamp(), out) && !out.tombstone();
  }

  @Override
  public Cursor cursor(long storeId, ByteRange range) {
    StoreState store = requireStore(storeId);
    WriteSet writes = own;
    VersionedCursor pending = writes == null ? null : writes.cursor(storeId, range, position);
    VersionedCursor merged = reader.cursor(pending, store, range, snapshot.timestamp());
    Cursor visible = merged.showsOnlyVisible() ? merged : new VisibleCursor(merged, range);
    if (hasLongValues(storeId)) {
      visible = new LongValueCursor(this, storeId, visible);
    }
    return reads == null ? visible : new TrackingCursor(visible, range, storeId, reads);
  }

  @Override
  public BatchScan scan(long storeId, ByteRange range, ColumnScan scan) {
    return scans(storeId, scan).open(range);
  }

  @Override
  public RangeScans scans(long storeId, ColumnScan scan) {
    StoreState store = requireStore(storeId);
    LeafScan rows = new LeafScan(new RowFormat(requireShape(storeId, store)), scan);
    return range -> scan(storeId, range, rows);
  }

  private BatchScan scan(long storeId, ByteRange range, LeafScan rows) {
    StoreState store = requireStore(storeId);
    WriteSet writes = own;
    VersionedCursor pending = writes == null ? null : writes.cursor(storeId, range, position);
    ScanParts parts = reader.scan(pending, store, range, snapshot.timestamp());
    ReadInterval interval = reads == null ? null : reads.open(storeId, range);
    rows.reset();
    return new OverlayScan(parts, rows, range, interval);
  }

  @Override
  public RowLookup lookup(long storeId, ColumnScan scan) {
    StoreState store = requireStore(storeId);
    LeafScan rows = new LeafScan(new RowFormat(requireShape(storeId, store)), scan);
    return (key, batch, at) -> read(storeId, key, rows, batch, at);
  }

  private boolean read(long storeId, Slice key, LeafScan rows, VectorBatch batch, int at) {
    StoreState store = requireStore(storeId);
    WriteSet writes = own;
    if (writes != null && writes.find(storeId, key, position, entry)) {
      return !entry.tombstone() && rows.add(key, entry.value(), batch, at);
    }
    if (reads != null) {
      reads.addPoint(storeId, key);
    }
    return store != null && reader.read(store, key, snapshot.timestamp(), rows, entry, batch, at);
  }

  private RowShape requireShape(long storeId, @Nullable StoreState store) {
    StoreChange change = own == null ? null : own.storeChange(storeId, position);
    StoreSpec created = change == null ? null : change.spec();
    StoreSpec spec = created == null && store != null ? store.spec() : created;
    RowShape shape = spec == null ? null : spec.shape();
    if (shape == null) {
      throw new StorageException(
          Kind.INVALID_REQUEST, "the values of store " + storeId + " have no columns");
    }
    return shape;
  }

  @Override
  public RangeEstimate estimate(long storeId, ByteRange range) {
    StoreState store = requireStore(storeId);
    return store == null ? new RangeEstimate(0, 0) : reader.estimate(store, range);
  }

  /** The store; null if only the own transaction knows it. */
  private @Nullable StoreState requireStore(long storeId) {
    requireOpen();
    WriteSet writes = own;
    StoreChange change = writes == null ? null : writes.storeChange(storeId, position);
    StoreState store = committed(storeId);
    boolean known = change == null ? store != null : change.spec() != null;
    if (!known) {
      throw new StorageException(Kind.INVALID_REQUEST, "there is no store " + storeId);
    }
    if (store != null && !store.isReadableAt(snapshot.timestamp())) {
      throw historyGone(store);
    }
    return store;
  }

  private StorageException historyGone(StoreState store) {
    StoreRoot root = store.stored().root();
    return new StorageException(
        Kind.HISTORY_GONE,
        "store "
            + store.storeId()
            + " remembers commit "
            + (root == null ? 0 : root.readableFrom())
            + " and later ones, not "
            + snapshot.timestamp());
  }

  /** What is committed; the next call mostly asks for the same store. */
  private @Nullable StoreState committed(long storeId) {
    StoreState store = lastStore;
    if (store == null || store.storeId() != storeId) {
      store = snapshot.state().store(storeId);
      lastStore = store;
    }
    return store;
  }

  void requireOpen() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "the view is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (main != null) {
        if (main.reads != null && reads != null) {
          main.reads.addAll(reads);
        }
        return;
      }
      if (own != null) {
        own.closeView(position);
      }
      snapshot.release();
    }
  }
}
