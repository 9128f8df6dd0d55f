package org.lightningdb.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.EngineStatistics;
import org.lightningdb.storage.block.ReadCounts;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.scratch.ScratchSpace;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.txn.RangeEstimate;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.txn.ValueStream;
import org.lightningdb.storage.vector.VectorBatch;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.wal.ArchiveStatistics;
import org.lightningdb.storage.wal.WalStatistics;

/**
 * A second engine behind the same doors, naive enough to be seen to be right: maps of all versions
 * under one lock, never written to disk, nothing ever forgotten.
 */
final class MemoryEngine implements Engine {
  /** The versions of a key by commit timestamp; null = deleted. */
  static final class Versions extends TreeMap<Long, @Nullable Slice> {
    private static final long serialVersionUID = 1L;
  }

  final Map<Long, NavigableMap<Slice, Versions>> stores = new HashMap<>();
  final Map<Long, RowShape> shapes = new HashMap<>();
  final Map<Long, Long> droppedAt = new HashMap<>();
  final Map<List<Object>, MemoryTxn> rowLocks = new HashMap<>();
  final long lockTimeoutMillis;
  private final ScratchSpace scratch;
  long timestamp;
  long nextStoreId = 1;

  MemoryEngine(long lockTimeoutMillis) {
    this.lockTimeoutMillis = lockTimeoutMillis;
    try {
      this.scratch = ScratchSpace.open(SimVfs.memory("scratch"), ScratchOptions.defaults());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Txn begin(Isolation isolation, boolean readOnly) {
    synchronized (this) {
      return new MemoryTxn(this, isolation, readOnly, timestamp);
    }
  }

  @Override
  public synchronized ReadView view() {
    return new View(null, 0, timestamp);
  }

  @Override
  public synchronized ReadView viewAt(long pastTimestamp) {
    return new View(null, 0, pastTimestamp);
  }

  @Override
  public synchronized long timestampAt(long clockMillis) {
    return timestamp;
  }

  @Override
  public long clockMillisAt(long pastTimestamp) {
    return 0;
  }

  @Override
  public void checkpoint() {
    // Nothing to move.
  }

  @Override
  public MemoryPool memory() {
    return new MemoryPool(1 << 20, 0);
  }

  @Override
  public ScratchSpace scratch() {
    return scratch;
  }

  @Override
  public synchronized EngineStatistics statistics() {
    return new EngineStatistics(
        WalStatistics.NONE, ArchiveStatistics.NONE, 0, 0, 0, 0, ReadCounts.NONE, timestamp);
  }

  @Override
  public List<TaskReport> backgroundTasks() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing to release.
  }

  synchronized @Nullable Slice read(long storeId, Slice key, long readTimestamp) {
    NavigableMap<Slice, Versions> store = stores.get(storeId);
    Versions versions = store == null ? null : store.get(key);
    Map.Entry<Long, @Nullable Slice> entry =
        versions == null ? null : versions.floorEntry(readTimestamp);
    return entry == null ? null : entry.getValue();
  }

  /** A view: the committed state at one timestamp under a prefix of a transaction's writes. */
  final class View implements ReadView {
    private final @Nullable MemoryTxn txn;
    private final int position;
    private final long readTimestamp;

    View(@Nullable MemoryTxn txn, int position, long readTimestamp) {
      this.txn = txn;
      this.position = position;
      this.readTimestamp = readTimestamp;
    }

    @Override
    public long timestamp() {
      return readTimestamp;
    }

    @Override
    public ReadView beside() {
      return new View(txn, position, readTimestamp);
    }

    @Override
    public @Nullable Slice get(long storeId, Slice key) {
      synchronized (MemoryEngine.this) {
        requireStore(storeId);
        MemoryTxn.Write own = txn == null ? null : txn.own(storeId, key, position);
        return own == null ? read(storeId, key, readTimestamp) : own.value();
      }
    }

    @Override
    public @Nullable ValueStream openValue(long storeId, Slice key) {
      Slice value = get(storeId, key);
      return value == null ? null : ValueStream.of(value);
    }

    @Override
    public Cursor cursor(long storeId, ByteRange range) {
      TreeMap<Slice, Slice> rows = new TreeMap<>();
      synchronized (MemoryEngine.this) {
        requireStore(storeId);
        NavigableMap<Slice, Versions> store = stores.getOrDefault(storeId, new TreeMap<>());
        for (Slice key : store.keySet()) {
          Slice value = get(storeId, key);
          if (value != null && range.contains(key)) {
            rows.put(key, value);
          }
        }
        if (txn != null) {
          for (MemoryTxn.Write write : txn.writes(position)) {
            Slice value = write.storeId() == storeId ? get(storeId, write.key()) : null;
            if (value != null && range.contains(write.key())) {
              rows.put(write.key(), value);
            }
          }
        }
      }
      return new MapCursor(rows);
    }

    @Override
    public BatchScan scan(long storeId, ByteRange range, ColumnScan scan) {
      return new MapScan(cursor(storeId, range), format(storeId), scan);
    }

    @Override
    public RowLookup lookup(long storeId, ColumnScan scan) {
      return (key, batch, at) -> {
        VectorBatch one = new VectorBatch(scan.kinds(format(storeId)), 1);
        try (BatchScan found = scan(storeId, ByteRange.point(key), scan)) {
          if (!found.next(one)) {
            return false;
          }
        }
        for (int i = 0; i < one.columnCount(); i++) {
          batch.column(i).copyFrom(at, one.column(i), 0);
        }
        return true;
      };
    }

    private RowFormat format(long storeId) {
      RowShape shape = shapes.get(storeId);
      if (shape == null) {
        throw new StorageException(Kind.INVALID_REQUEST, "store " + storeId + " has no shape");
      }
      return new RowFormat(shape);
    }

    @Override
    public RangeEstimate estimate(long storeId, ByteRange range) {
      return new RangeEstimate(10, 100);
    }

    @Override
    public void close() {
      // Nothing is pinned: versions are never forgotten.
    }

    private void requireStore(long storeId) {
      long dropped = droppedAt.getOrDefault(storeId, Long.MAX_VALUE);
      boolean own = txn != null && txn.created(storeId);
      if ((!stores.containsKey(storeId) && !own) || dropped <= readTimestamp) {
        throw new StorageException(Kind.INVALID_REQUEST, "there is no store " + storeId);
      }
    }
  }
}
