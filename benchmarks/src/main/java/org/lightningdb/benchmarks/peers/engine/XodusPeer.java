package org.lightningdb.benchmarks.peers.engine;

import java.nio.file.Path;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;
import org.jspecify.annotations.Nullable;

/** Xodus environments, store without duplicates and without key prefixing (a B-Tree). */
final class XodusPeer implements KeyValuePeer {
  private static final int BATCH = 1000;

  private final Environment environment;
  private final Store store;
  private final boolean durable;

  XodusPeer(Path directory, PeerOptions options) {
    durable = options.durable();
    environment =
        Environments.newInstance(
            directory.toFile(),
            new EnvironmentConfig()
                .setLogDurableWrite(durable)
                .setMemoryUsage(options.cacheBytes()));
    store =
        environment.computeInTransaction(
            txn -> environment.openStore("data", StoreConfig.WITHOUT_DUPLICATES, txn));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    environment.executeInTransaction(
        txn -> store.put(txn, new ArrayByteIterable(key), new ArrayByteIterable(value)));
  }

  @Override
  public void putDurable(byte[] key, byte[] value) {
    if (!durable) {
      throw new IllegalStateException("opened without a sync at commit");
    }
    put(key, value);
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    environment.executeInTransaction(
        txn -> {
          for (int i = 0; i < keys.length; i++) {
            store.put(txn, new ArrayByteIterable(keys[i]), new ArrayByteIterable(values[i]));
          }
        });
  }

  @Override
  public void bulkLoad(SortedEntries entries) {
    boolean more = entries.next();
    while (more) {
      Transaction txn = environment.beginExclusiveTransaction();
      for (int i = 0; i < BATCH && more; i++) {
        store.putRight(
            txn, new ArrayByteIterable(entries.key()), new ArrayByteIterable(entries.value()));
        more = entries.next();
      }
      txn.commit();
    }
    settle();
  }

  @Override
  public PointReader reader() {
    Transaction txn = environment.beginReadonlyTransaction();
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        return touch(store.get(txn, new ArrayByteIterable(key)));
      }

      @Override
      public void close() {
        txn.abort();
      }
    };
  }

  @Override
  public PointReader freshReader() {
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        Transaction txn = environment.beginReadonlyTransaction();
        long touch = touch(store.get(txn, new ArrayByteIterable(key)));
        txn.abort();
        return touch;
      }

      @Override
      public void close() {
        // Every get ends its own transaction.
      }
    };
  }

  private static long touch(@Nullable ByteIterable value) {
    if (value == null) {
      return PointReader.ABSENT;
    }
    int length = value.getLength();
    return Touch.of(length, value.subIterable(length - 1, 1).iterator().next());
  }

  @Override
  public long scan() {
    Transaction txn = environment.beginReadonlyTransaction();
    long sum = 0;
    try (Cursor cursor = store.openCursor(txn)) {
      while (cursor.getNext()) {
        sum += touch(cursor.getKey()) + touch(cursor.getValue());
      }
    } finally {
      txn.abort();
    }
    return sum;
  }

  @Override
  public void settle() {
    ((jetbrains.exodus.env.EnvironmentImpl) environment).flushAndSync();
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
    environment.close();
  }
}
