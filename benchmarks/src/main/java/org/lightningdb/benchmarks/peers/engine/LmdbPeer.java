package org.lightningdb.benchmarks.peers.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** LMDB through lmdbjava, unsafe byte buffers, its checks switched off: the quickest setting. */
final class LmdbPeer implements KeyValuePeer {
  private static final int BATCH = 1000;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final long MAP_BYTES = 64L << 30;

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> dbi;
  private final ThreadLocal<ByteBuffer> keyBuffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_BYTES));
  private final ThreadLocal<ByteBuffer> valueBuffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_BYTES));
  private final boolean durable;

  LmdbPeer(Path directory, PeerOptions options) {
    durable = options.durable();
    Env.Builder<ByteBuffer> builder =
        Env.create().setMapSize(MAP_BYTES).setMaxDbs(1).setMaxReaders(256);
    env =
        durable
            ? builder.open(directory.toFile(), EnvFlags.MDB_NOTLS)
            : builder.open(directory.toFile(), EnvFlags.MDB_NOTLS, EnvFlags.MDB_NOSYNC);
    dbi = env.openDbi("data", DbiFlags.MDB_CREATE);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    if (durable) {
      throw new IllegalStateException("opened with a sync at every commit");
    }
    putOne(key, value);
  }

  @Override
  public void putDurable(byte[] key, byte[] value) {
    if (!durable) {
      throw new IllegalStateException("opened without a sync at commit");
    }
    putOne(key, value);
  }

  private void putOne(byte[] key, byte[] value) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      dbi.put(txn, fill(keyBuffers, key), fill(valueBuffers, value));
      txn.commit();
    }
  }

  private static ByteBuffer fill(ThreadLocal<ByteBuffer> buffers, byte[] bytes) {
    return buffers.get().clear().put(bytes).flip();
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      for (int i = 0; i < keys.length; i++) {
        dbi.put(txn, fill(keyBuffers, keys[i]), fill(valueBuffers, values[i]));
      }
      txn.commit();
    }
  }

  @Override
  public void bulkLoad(SortedEntries entries) {
    boolean more = entries.next();
    while (more) {
      try (Txn<ByteBuffer> txn = env.txnWrite()) {
        try (Cursor<ByteBuffer> cursor = dbi.openCursor(txn)) {
          for (int i = 0; i < BATCH && more; i++) {
            ByteBuffer key = fill(keyBuffers, entries.key());
            cursor.put(key, fill(valueBuffers, entries.value()), PutFlags.MDB_APPEND);
            more = entries.next();
          }
        }
        txn.commit();
      }
    }
    env.sync(true);
  }

  @Override
  public PointReader reader() {
    Txn<ByteBuffer> txn = env.txnRead();
    ByteBuffer keyBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        return touch(dbi.get(txn, keyBuffer.clear().put(key).flip()));
      }

      @Override
      public void close() {
        txn.close();
      }
    };
  }

  @Override
  public PointReader freshReader() {
    Txn<ByteBuffer> txn = env.txnRead();
    txn.reset();
    ByteBuffer keyBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        txn.renew();
        long touch = touch(dbi.get(txn, keyBuffer.clear().put(key).flip()));
        txn.reset();
        return touch;
      }

      @Override
      public void close() {
        txn.close();
      }
    };
  }

  private static long touch(@Nullable ByteBuffer value) {
    return value == null
        ? PointReader.ABSENT
        : Touch.of(value.remaining(), value.get(value.limit() - 1));
  }

  @Override
  public long scan() {
    long sum = 0;
    try (Txn<ByteBuffer> txn = env.txnRead();
        Cursor<ByteBuffer> cursor = dbi.openCursor(txn)) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        sum += touch(cursor.key()) + touch(cursor.val());
      }
    }
    return sum;
  }

  @Override
  public void settle() {
    env.sync(true);
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
    env.close();
  }
}
