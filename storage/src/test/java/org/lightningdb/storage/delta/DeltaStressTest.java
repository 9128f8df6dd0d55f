package org.lightningdb.storage.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * Writers own disjoint keys and publish how far each has come; readers and scanners check that
 * everything published is there, in order, with the value that belongs to key and timestamp.
 */
class DeltaStressTest {
  private static final int WRITERS = 3;
  private static final int PUTS = 60_000;

  private final Delta delta = new Delta();
  private final AtomicLongArray published = new AtomicLongArray(WRITERS);
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @Test
  @Timeout(100)
  void readersSeeEverythingPublishedWhileWritersSplitNodes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 4);
    try {
      List<Future<Long>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(threads.submit(() -> write(number)));
      }
      List<Future<Long>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        int number = reader;
        Callable<Long> work =
            switch (number) {
              case 0, 1 -> () -> readPoints(number);
              case 2 -> () -> scan(true);
              default -> () -> scan(false);
            };
        readers.add(threads.submit(work));
      }
      for (Future<Long> writer : writers) {
        writer.get();
      }
      writing.set(false);
      for (Future<Long> reader : readers) {
        assertTrue(reader.get() > 0);
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(count(true), delta.entries());
    assertEquals(count(false), delta.entries());
  }

  /** Odd writers ascend, even ones jump about; every fifth put overwrites an earlier key. */
  private long write(int writer) {
    for (int i = 0; i < PUTS; i++) {
      int row = rowOf(writer, i);
      delta.put(key(writer, row), i + 1L, value(writer, row, i + 1L));
      published.set(writer, i + 1L);
    }
    return PUTS;
  }

  private static int rowOf(int writer, int put) {
    int fresh = put % 5 == 4 ? put / 2 : put;
    return writer % 2 == 1 ? fresh : (fresh * 7919) % 100_003;
  }

  private static Slice key(int writer, int row) {
    return Slice.utf8(String.format(Locale.ROOT, "table/%06d/%d", row, writer));
  }

  private static Slice value(int writer, int row, long timestamp) {
    return Slice.utf8(writer + ":" + row + ":" + timestamp);
  }

  private long readPoints(int seed) {
    Random random = new Random(seed);
    FoundVersion out = new FoundVersion();
    long reads = 0;
    do {
      int writer = random.nextInt(WRITERS);
      long upTo = published.get(writer);
      if (upTo == 0) {
        Thread.onSpinWait();
        continue;
      }
      int put = random.nextInt((int) upTo);
      int row = rowOf(writer, put);
      Slice key = key(writer, row);
      assertTrue(delta.get(key, put + 1L, out), "put " + put + " of writer " + writer);
      assertEquals(put + 1L, out.commitTimestamp());
      assertEquals(value(writer, row, put + 1L), out.value());
      assertTrue(delta.newestTimestamp(key) >= put + 1L);
      reads++;
    } while (writing.get() || reads == 0);
    return reads;
  }

  private long scan(boolean forward) {
    long scans = 0;
    do {
      long upTo = Long.MAX_VALUE;
      for (int writer = 0; writer < WRITERS; writer++) {
        upTo = Math.min(upTo, published.get(writer));
      }
      long expected = 0;
      for (int writer = 0; writer < WRITERS; writer++) {
        expected += distinctRows(writer, upTo);
      }
      assertEquals(expected, count(forward, upTo));
      scans++;
    } while (writing.get());
    return scans;
  }

  private static long distinctRows(int writer, long upTo) {
    BitSet rows = new BitSet();
    for (int put = 0; put < upTo; put++) {
      rows.set(rowOf(writer, put));
    }
    return rows.cardinality();
  }

  private long count(boolean forward) {
    return count(forward, Long.MAX_VALUE);
  }

  private long count(boolean forward, long readTimestamp) {
    long count = 0;
    Slice previous = null;
    try (VersionedCursor cursor = delta.cursor(ByteRange.all(), readTimestamp)) {
      boolean stands = forward ? cursor.first() : cursor.last();
      while (stands) {
        Slice key = cursor.key().copy();
        if (previous != null) {
          assertTrue(forward == previous.compareTo(key) < 0, "order at " + key);
        }
        previous = key;
        assertTrue(cursor.commitTimestamp() <= readTimestamp);
        count++;
        stands = forward ? cursor.next() : cursor.prev();
      }
    }
    return count;
  }
}
