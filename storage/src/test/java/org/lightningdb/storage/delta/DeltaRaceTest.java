package org.lightningdb.storage.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * Thousands of short races in fresh deltas: the first keys of a node, the first split, a new root
 * and a changing prefix happen again and again, while readers look at nodes that writers change.
 * Whatever a reader meets, it must see a whole version that was put, never an older one than it saw
 * before, and keys in order; a racy read outside an array would be an exception.
 */
class DeltaRaceTest {
  private static final int ROUNDS = 1500;
  private static final int WRITERS = 2;
  private static final int READERS = 2;

  /** Just enough keys for a split, sometimes for two. */
  private static final int KEYS = 150;

  private final CyclicBarrier barrier = new CyclicBarrier(WRITERS + READERS);
  private volatile Delta delta = new Delta();

  @Test
  void racesInSmallTreesAreNeverSeen() throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      tasks.add(start(() -> rounds(round -> write(round, number))));
    }
    for (int reader = 0; reader < READERS; reader++) {
      boolean walks = reader == 0;
      tasks.add(start(() -> rounds(walks ? round -> walk() : this::get)));
    }
    for (FutureTask<Integer> task : tasks) {
      assertEquals(ROUNDS, task.get());
    }
  }

  /** What one thread does in a round. */
  private interface Part {
    void run(int round);
  }

  private int rounds(Part part) throws InterruptedException, BrokenBarrierException {
    for (int round = 0; round < ROUNDS; round++) {
      if (barrier.await() == 0) {
        delta = new Delta();
      }
      barrier.await();
      part.run(round);
    }
    return ROUNDS;
  }

  /** Writers share no key, so the timestamps of each key ascend. */
  private void write(int round, int writer) {
    Delta target = delta;
    for (int i = writer; i < KEYS; i += WRITERS) {
      int mixed = i / WRITERS * 31 % (KEYS / WRITERS) * WRITERS + writer;
      int number = round % 3 == 0 ? i : mixed;
      for (long timestamp = 1; timestamp <= 2; timestamp++) {
        target.put(key(round, number), timestamp, value(number, timestamp));
      }
    }
  }

  /** Prefixes of different lengths: nodes must give up theirs and find longer ones at a split. */
  private static Slice key(int round, int number) {
    String start = round % 2 == 0 ? "some common start " : "";
    return Slice.utf8(start + (1000 + number) + (number % 2 == 0 ? "" : " and a longer end"));
  }

  private static Slice value(int number, long timestamp) {
    return Slice.utf8(number + "@" + timestamp + "#".repeat(number % 40));
  }

  private void walk() {
    Delta source = delta;
    try (VersionedCursor cursor = source.cursor(ByteRange.all(), 2)) {
      for (int pass = 0; pass < 4; pass++) {
        boolean forward = pass % 2 == 0;
        Slice previous = null;
        boolean stands = forward ? cursor.first() : cursor.last();
        while (stands) {
          Slice key = cursor.key().copy();
          requireWhole(key, cursor.value(), cursor.commitTimestamp());
          if (previous != null) {
            assertEquals(forward, previous.compareTo(key) < 0, "keys in order");
          }
          previous = key;
          stands = forward ? cursor.next() : cursor.prev();
        }
      }
    }
  }

  private void get(int round) {
    Delta source = delta;
    long[] newest = new long[KEYS];
    FoundVersion found = new FoundVersion();
    for (int pass = 0; pass < 3; pass++) {
      for (int number = 0; number < KEYS; number++) {
        Slice key = key(round, number);
        long timestamp = 0;
        if (source.get(key, 2, found)) {
          timestamp = found.commitTimestamp();
          requireWhole(key, found.value(), timestamp);
        }
        assertEquals(Math.max(newest[number], timestamp), timestamp, "never back in time");
        newest[number] = timestamp;
      }
    }
  }

  private static void requireWhole(Slice key, Slice value, long timestamp) {
    String text = new String(key.toByteArray(), StandardCharsets.UTF_8);
    int start = text.startsWith("some") ? "some common start ".length() : 0;
    int number = Integer.parseInt(text.substring(start, start + 4)) - 1000;
    assertEquals(value(number, timestamp), value);
  }

  private static FutureTask<Integer> start(Callable<Integer> work) {
    FutureTask<Integer> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "race");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
