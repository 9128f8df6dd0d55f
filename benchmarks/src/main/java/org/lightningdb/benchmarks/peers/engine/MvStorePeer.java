package org.lightningdb.benchmarks.peers.engine;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * A plain map of H2's MVStore. A put is atomic and lives in memory until the background thread
 * writes it; a durable put is a commit of the store and a sync of its file, one at a time.
 */
final class MvStorePeer implements KeyValuePeer {
  private static final int BATCH = 1000;

  private final MVStore store;
  private final MVMap<byte[], byte[]> map;
  private final ReentrantLock committing = new ReentrantLock();
  private final boolean durable;

  MvStorePeer(Path directory, PeerOptions options) {
    MVStore.Builder builder =
        new MVStore.Builder()
            .fileName(directory.resolve("store.mv").toString())
            .cacheSize((int) Math.max(1, options.cacheBytes() >> 20));
    durable = options.durable();
    store = (durable ? builder.autoCommitDisabled() : builder).open();
    map =
        store.openMap(
            "data",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    map.put(key, value);
  }

  @Override
  public void putDurable(byte[] key, byte[] value) {
    map.put(key, value);
    committing.lock();
    try {
      store.commit();
      store.sync();
    } finally {
      committing.unlock();
    }
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], values[i]);
    }
    if (durable) {
      store.commit();
    }
  }

  @Override
  public void bulkLoad(SortedEntries entries) {
    Batches.putAll(this, entries, BATCH);
    store.commit();
    store.sync();
  }

  @Override
  public PointReader reader() {
    return freshReader();
  }

  @Override
  public PointReader freshReader() {
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        byte @Nullable [] value = map.get(key);
        return value == null ? ABSENT : Touch.of(value.length, value[value.length - 1]);
      }

      @Override
      public void close() {
        // Nothing is held between gets.
      }
    };
  }

  @Override
  public long scan() {
    long sum = 0;
    Cursor<byte[], byte[]> cursor = map.cursor(null);
    while (cursor.hasNext()) {
      byte[] key = cursor.next();
      byte[] value = cursor.getValue();
      sum +=
          Touch.of(key.length, key[key.length - 1])
              + Touch.of(value.length, value[value.length - 1]);
    }
    return sum;
  }

  @Override
  public void settle() {
    store.commit();
  }

  @Override
  public long syncs() {
    return NOT_COUNTED;
  }

  @Override
  public long logBytes() {
    return 0;
  }

  @Override
  public void close() {
    store.close();
  }
}
