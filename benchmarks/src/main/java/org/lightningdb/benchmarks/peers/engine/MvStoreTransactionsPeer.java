package org.lightningdb.benchmarks.peers.engine;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/** MVStore with the transactions that H2 itself runs on: undo log, versions, rollback. */
final class MvStoreTransactionsPeer implements KeyValuePeer {
  private static final int BATCH = 1000;
  private static final String MAP = "data";

  private final MVStore store;
  private final TransactionStore transactions;
  private final ReentrantLock committing = new ReentrantLock();

  MvStoreTransactionsPeer(Path directory, PeerOptions options) {
    MVStore.Builder builder =
        new MVStore.Builder()
            .fileName(directory.resolve("store.mv").toString())
            .cacheSize((int) Math.max(1, options.cacheBytes() >> 20));
    store = (options.durable() ? builder.autoCommitDisabled() : builder).open();
    transactions = new TransactionStore(store);
    transactions.init();
  }

  private static TransactionMap<byte[], byte[]> map(Transaction transaction) {
    return transaction.openMap(MAP, ByteArrayDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Transaction transaction = transactions.begin();
    map(transaction).put(key, value);
    transaction.commit();
  }

  @Override
  public void putDurable(byte[] key, byte[] value) {
    put(key, value);
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
    Transaction transaction = transactions.begin();
    TransactionMap<byte[], byte[]> map = map(transaction);
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], values[i]);
    }
    transaction.commit();
  }

  @Override
  public void bulkLoad(SortedEntries entries) {
    Batches.putAll(this, entries, BATCH);
    store.commit();
    store.sync();
  }

  @Override
  public PointReader reader() {
    Transaction transaction = transactions.begin();
    TransactionMap<byte[], byte[]> map = map(transaction);
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        byte @Nullable [] value = map.get(key);
        return value == null ? ABSENT : Touch.of(value.length, value[value.length - 1]);
      }

      @Override
      public void close() {
        transaction.commit();
      }
    };
  }

  @Override
  public PointReader freshReader() {
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        Transaction transaction = transactions.begin();
        byte @Nullable [] value = map(transaction).get(key);
        transaction.commit();
        return value == null ? ABSENT : Touch.of(value.length, value[value.length - 1]);
      }

      @Override
      public void close() {
        // Every get ends its own transaction.
      }
    };
  }

  @Override
  public long scan() {
    long sum = 0;
    Transaction transaction = transactions.begin();
    Iterator<Map.Entry<byte[], byte[]>> entries = map(transaction).entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<byte[], byte[]> entry = entries.next();
      byte[] key = entry.getKey();
      byte[] value = entry.getValue();
      sum +=
          Touch.of(key.length, key[key.length - 1])
              + Touch.of(value.length, value[value.length - 1]);
    }
    transaction.commit();
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
    transactions.close();
    store.close();
  }
}
