package org.lightningdb.benchmarks.peers.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.BulkLoader;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;

/** Our own engine through its door. One store; its id is the first that a new database gives. */
final class LightningPeer implements KeyValuePeer {
  private static final long STORE = 1;

  private final DiskVfs vfs;
  private final LightningEngine engine;

  LightningPeer(Path directory, PeerOptions options, StoreSpec spec) {
    EngineOptions engineOptions =
        EngineOptions.defaults().withMemory(options.cacheBytes(), 64L << 20);
    try {
      vfs = DiskVfs.open(directory, true);
      boolean created = vfs.list().isEmpty();
      engine = LightningEngine.open(vfs, engineOptions, EngineServices.system());
      if (created) {
        createStore(spec);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void createStore(StoreSpec spec) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      long id = txn.createStore(spec);
      if (id != STORE) {
        throw new IllegalStateException("the first store has the id " + id);
      }
      txn.commit(Durability.GROUP);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    put(key, value, Durability.NONE);
  }

  @Override
  public void putDurable(byte[] key, byte[] value) {
    put(key, value, Durability.GROUP);
  }

  /** The last writer wins, as in the other engines: a conflict is tried again. */
  private void put(byte[] key, byte[] value, Durability durability) {
    while (!tryPut(key, value, durability)) {
      Thread.onSpinWait();
    }
  }

  private boolean tryPut(byte[] key, byte[] value, Durability durability) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      try (ReadView view = txn.view()) {
        txn.put(view, STORE, new Slice(key), new Slice(value));
      }
      txn.commit(durability);
      return true;
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.CONFLICT) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      try (ReadView view = txn.view()) {
        for (int i = 0; i < keys.length; i++) {
          txn.put(view, STORE, new Slice(keys[i]), new Slice(values[i]));
        }
      }
      txn.commit(Durability.NONE);
    }
  }

  /** One transaction, however large, whose rows go straight into blocks. */
  @Override
  public void bulkLoad(SortedEntries entries) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      Slice key = new Slice();
      Slice value = new Slice();
      try (ReadView view = txn.view();
          BulkLoader loader = txn.bulkLoad(view, STORE, ByteRange.all())) {
        while (entries.next()) {
          byte[] keyBytes = entries.key();
          byte[] valueBytes = entries.value();
          loader.append(
              key.set(keyBytes, 0, keyBytes.length), value.set(valueBytes, 0, valueBytes.length));
        }
        loader.finish();
      }
      txn.commit(Durability.GROUP);
    }
  }

  @Override
  public PointReader reader() {
    ReadView view = engine.view();
    Slice slice = new Slice();
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        return touch(view.get(STORE, slice.set(key, 0, key.length)));
      }

      @Override
      public void close() {
        view.close();
      }
    };
  }

  @Override
  public PointReader freshReader() {
    Slice slice = new Slice();
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        try (ReadView view = engine.view()) {
          return touch(view.get(STORE, slice.set(key, 0, key.length)));
        }
      }

      @Override
      public void close() {
        // Every get closes its own view.
      }
    };
  }

  private static long touch(@Nullable Slice value) {
    return value == null
        ? PointReader.ABSENT
        : Touch.of(value.length(), value.get(value.length() - 1));
  }

  @Override
  public long scan() {
    long sum = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(STORE, ByteRange.all())) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        Slice key = cursor.key();
        sum += Touch.of(key.length(), key.get(key.length() - 1)) + touch(cursor.value());
      }
    }
    return sum;
  }

  @Override
  public void settle() {
    engine.checkpoint();
    engine.compact();
  }

  @Override
  public long syncs() {
    return engine.statistics().wal().batches();
  }

  @Override
  public long logBytes() {
    return engine.statistics().walBytesLive();
  }

  @Override
  public void close() {
    engine.close();
    try {
      vfs.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
