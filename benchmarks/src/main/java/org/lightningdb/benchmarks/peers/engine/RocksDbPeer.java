package org.lightningdb.benchmarks.peers.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB through its own JNI binding: 16 KiB blocks, bloom filter, LZ4, default write buffers, a
 * log that is written at every put. Reads use direct buffers, its quickest way.
 */
final class RocksDbPeer implements KeyValuePeer {
  private static final int BATCH = 1000;
  private static final int BUFFER_BYTES = 64 << 10;

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache;
  private final BloomFilter bloom = new BloomFilter(10, false);
  private final Statistics statistics = new Statistics();
  private final Options options = new Options();
  private final WriteOptions buffered = new WriteOptions();
  private final WriteOptions durable = new WriteOptions().setSync(true);
  private final ReadOptions reads = new ReadOptions().setVerifyChecksums(false);
  private final RocksDB database;

  RocksDbPeer(Path directory, PeerOptions peerOptions) {
    cache = new LRUCache(peerOptions.cacheBytes());
    statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
    options
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setIncreaseParallelism(Runtime.getRuntime().availableProcessors())
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockSize(16 << 10)
                .setBlockCache(cache)
                .setFilterPolicy(bloom));
    if (peerOptions.durable()) {
      options.setStatistics(statistics);
    }
    try {
      database = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    put(buffered, key, value);
  }

  @Override
  public void putDurable(byte[] key, byte[] value) {
    put(durable, key, value);
  }

  private void put(WriteOptions writeOptions, byte[] key, byte[] value) {
    try {
      database.put(writeOptions, key, value);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void putAll(byte[][] keys, byte[][] values) {
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = 0; i < keys.length; i++) {
        batch.put(keys[i], values[i]);
      }
      database.write(buffered, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void bulkLoad(SortedEntries entries) {
    Batches.putAll(this, entries, BATCH);
    flush();
  }

  private void flush() {
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      database.flush(flush);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PointReader reader() {
    return freshReader();
  }

  @Override
  public PointReader freshReader() {
    ByteBuffer keyBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    ByteBuffer valueBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    return new PointReader() {
      @Override
      public long get(byte[] key) {
        keyBuffer.clear().put(key).flip();
        valueBuffer.clear();
        try {
          int length = database.get(reads, keyBuffer, valueBuffer);
          return length == RocksDB.NOT_FOUND
              ? ABSENT
              : Touch.of(length, valueBuffer.get(length - 1));
        } catch (RocksDBException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void close() {
        // Nothing is held between gets.
      }
    };
  }

  @Override
  public long scan() {
    ByteBuffer key = ByteBuffer.allocateDirect(BUFFER_BYTES);
    ByteBuffer value = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long sum = 0;
    try (RocksIterator iterator = database.newIterator(reads)) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        int keyLength = iterator.key(key.clear());
        int valueLength = iterator.value(value.clear());
        sum +=
            Touch.of(keyLength, key.get(keyLength - 1))
                + Touch.of(valueLength, value.get(valueLength - 1));
      }
    }
    return sum;
  }

  @Override
  public void settle() {
    flush();
    try {
      database.compactRange();
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long syncs() {
    return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
  }

  @Override
  public long logBytes() {
    return 0;
  }

  @Override
  public void close() {
    database.close();
    options.close();
    reads.close();
    durable.close();
    buffered.close();
    statistics.close();
    bloom.close();
    cache.close();
  }
}
