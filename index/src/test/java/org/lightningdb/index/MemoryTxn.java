package org.lightningdb.index;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.BulkLoader;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/** A transaction of {@link MemoryEngine}: a list of writes, searched from its end. */
final class MemoryTxn implements Txn {
  /** One write; a null key creates the store, or drops it if the value is null too. */
  record Write(long storeId, Slice key, @Nullable Slice value) {}

  private record StoreChange(long storeId, boolean create, int position) {}

  private final MemoryEngine engine;
  private final Isolation isolation;
  private final boolean readOnly;
  private final long begun;
  private final List<Write> writes = new ArrayList<>();
  private final List<StoreChange> storeChanges = new ArrayList<>();
  private @Nullable LongSupplier waitNanosMax;
  private boolean ended;

  MemoryTxn(MemoryEngine engine, Isolation isolation, boolean readOnly, long begun) {
    this.engine = engine;
    this.isolation = isolation;
    this.readOnly = readOnly;
    this.begun = begun;
  }

  List<Write> writes(int position) {
    return writes.subList(0, Math.min(position, writes.size()));
  }

  @Nullable Write own(long storeId, Slice key, int position) {
    for (int i = Math.min(position, writes.size()) - 1; i >= 0; i--) {
      if (writes.get(i).storeId() == storeId && writes.get(i).key().equals(key)) {
        return writes.get(i);
      }
    }
    return null;
  }

  boolean created(long storeId) {
    return storeChanges.stream().anyMatch(change -> change.create() && change.storeId() == storeId);
  }

  @Override
  public Isolation isolation() {
    return isolation;
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public ReadView view() {
    synchronized (engine) {
      long timestamp = isolation == Isolation.READ_COMMITTED ? engine.timestamp : begun;
      return engine.new View(this, writes.size(), timestamp);
    }
  }

  @Override
  public void put(ReadView view, long storeId, Slice key, Slice value) {
    write(view, new Write(storeId, key.copy(), value.copy()));
  }

  @Override
  public void putStream(ReadView view, long storeId, Slice key, InputStream value)
      throws IOException {
    put(view, storeId, key, new Slice(value.readAllBytes()));
  }

  @Override
  public BulkLoader bulkLoad(ReadView view, long storeId, ByteRange range) {
    throw new UnsupportedOperationException("bulk load");
  }

  @Override
  public void delete(ReadView view, long storeId, Slice key) {
    write(view, new Write(storeId, key.copy(), null));
  }

  private void write(ReadView view, Write write) {
    synchronized (engine) {
      lock(write.storeId(), write.key());
      requireUnchanged(view, write.storeId(), write.key());
      writes.add(write);
    }
  }

  @Override
  public void limitWaits(LongSupplier nanosMax) {
    waitNanosMax = nanosMax;
  }

  @Override
  public void requireUnchanged(ReadView view, long storeId, Slice key) {
    synchronized (engine) {
      MemoryEngine.Versions versions =
          engine
              .stores
              .getOrDefault(storeId, new TreeMap<>())
              .getOrDefault(key, new MemoryEngine.Versions());
      if (!versions.isEmpty() && versions.lastKey() > view.timestamp()) {
        throw new StorageException(Kind.CONFLICT, "key " + key + " was changed");
      }
    }
  }

  @Override
  public ReadView latestView() {
    synchronized (engine) {
      return engine.new View(this, writes.size(), engine.timestamp);
    }
  }

  /** Every lock is exclusive here: fewer histories, none of them wrong. */
  @Override
  public boolean lock(long storeId, Slice key, LockMode mode, LockWait wait) {
    if (ended) {
      throw new StorageException(Kind.CLOSED, "ended");
    }
    synchronized (engine) {
      List<Object> row = List.of(storeId, key.copy());
      LongSupplier limit = waitNanosMax;
      long nanos = limit == null ? engine.lockTimeoutMillis * 1_000_000 : limit.getAsLong();
      long deadline = System.nanoTime() + (wait == LockWait.WAIT ? nanos : 0);
      while (engine.rowLocks.getOrDefault(row, this) != this) {
        if (wait == LockWait.SKIP) {
          return false;
        }
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new StorageException(Kind.LOCK_TIMEOUT, "row " + row);
        }
        try {
          engine.wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new StorageException(Kind.INTERRUPTED, "row " + row, e);
        }
      }
      engine.rowLocks.put(row, this);
      return true;
    }
  }

  @Override
  public @Nullable Slice getLatest(long storeId, Slice key) {
    synchronized (engine) {
      Write own = own(storeId, key, Integer.MAX_VALUE);
      return own == null ? engine.read(storeId, key, Long.MAX_VALUE) : own.value();
    }
  }

  @Override
  public long createStore(StoreSpec spec) {
    synchronized (engine) {
      storeChanges.add(new StoreChange(engine.nextStoreId, true, writes.size()));
      RowShape shape = spec.shape();
      if (shape != null) {
        engine.shapes.put(engine.nextStoreId, shape);
      }
      return engine.nextStoreId++;
    }
  }

  @Override
  public void dropStore(long storeId) {
    storeChanges.add(new StoreChange(storeId, false, writes.size()));
  }

  @Override
  public int savepoint() {
    return writes.size() * 1000 + storeChanges.size();
  }

  @Override
  public void rollbackTo(int savepoint) {
    writes.subList(savepoint / 1000, writes.size()).clear();
    storeChanges.subList(savepoint % 1000, storeChanges.size()).clear();
  }

  @Override
  public long commit(Durability durability) {
    synchronized (engine) {
      engine.timestamp++;
      for (StoreChange change : storeChanges) {
        if (change.create()) {
          engine.stores.put(change.storeId(), new TreeMap<>());
        } else {
          engine.droppedAt.put(change.storeId(), engine.timestamp);
        }
      }
      for (Write write : writes) {
        engine
            .stores
            .computeIfAbsent(write.storeId(), id -> new TreeMap<>())
            .computeIfAbsent(write.key(), key -> new MemoryEngine.Versions())
            .put(engine.timestamp, write.value());
      }
      close();
      return engine.timestamp;
    }
  }

  @Override
  public CompletableFuture<Long> commitAsync(Durability durability) {
    return CompletableFuture.completedFuture(commit(durability));
  }

  @Override
  public void rollback() {
    close();
  }

  @Override
  public void close() {
    synchronized (engine) {
      ended = true;
      engine.rowLocks.values().removeIf(owner -> owner == this);
      engine.notifyAll();
    }
  }
}
