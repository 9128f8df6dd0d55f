package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.delta.Delta;

final class RedoApplierTest {
  private final List<Thread> threads = new ArrayList<>();

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "redo");
    threads.add(thread);
    return thread;
  }

  /** Every version of every key, through any number of threads, as if one had put them all. */
  @Test
  void theVersionsOfEachKeyArriveInTheirOrder() {
    for (int workers = 0; workers <= 4; workers++) {
      long seed = 40L + workers;
      Random random = new Random(seed);
      Delta[] found = {new Delta(), new Delta()};
      Delta[] expected = {new Delta(), new Delta()};
      int versions = 60_000;
      try (RedoApplier applier = new RedoApplier(this::newThread, workers)) {
        for (int timestamp = 1; timestamp <= versions; timestamp++) {
          int store = random.nextInt(2);
          Slice key = Slice.utf8("key " + random.nextInt(3000));
          Slice value = random.nextInt(5) == 0 ? null : Slice.utf8("value " + timestamp);
          expected[store].put(key, timestamp, value);
          applier.put(found[store], key, timestamp, value);
          if (timestamp % 17_000 == 0) {
            applier.settle();
            assertEquals(expected[store].entries(), found[store].entries(), "seed " + seed);
          }
        }
        applier.finish();
      }
      for (int i = 0; i < 20_000; i++) {
        int store = random.nextInt(2);
        Slice key = Slice.utf8("key " + random.nextInt(3000));
        long timestamp = random.nextInt(versions + 1);
        FoundVersion wanted = new FoundVersion();
        FoundVersion got = new FoundVersion();
        boolean known = expected[store].get(key, timestamp, wanted);
        String context = "seed " + seed + ": " + key + " at " + timestamp;
        assertEquals(known, found[store].get(key, timestamp, got), context);
        if (known) {
          assertEquals(wanted.commitTimestamp(), got.commitTimestamp(), context);
          assertEquals(wanted.tombstone(), got.tombstone(), context);
          assertEquals(wanted.value(), got.value(), context);
        }
      }
      assertEquals(expected[0].entries(), found[0].entries());
      assertEquals(expected[1].bytes() > 0, found[1].bytes() > 0);
    }
    assertTrue(threads.size() == 1 + 2 + 3 + 4, threads.size() + " threads");
    threads.forEach(thread -> assertFalse(thread.isAlive()));
  }

  @Test
  void aFailureOfAThreadIsThrownAndHoldsNobodyUp() {
    IllegalStateException reason = new IllegalStateException("no memory");
    RedoApplier applier =
        new RedoApplier(
            this::newThread,
            2,
            batch -> {
              throw reason;
            });
    Delta delta = new Delta();
    for (int i = 0; i < 100_000; i++) {
      applier.put(delta, Slice.utf8("key " + i), i + 1, null);
    }
    Throwable thrown = assertThrows(IllegalStateException.class, applier::finish);
    assertSame(reason, thrown.getCause());
    applier.close();
    threads.forEach(thread -> assertFalse(thread.isAlive()));
  }

  @Test
  void anAbandonedReplayEndsItsThreads() {
    RedoApplier applier = new RedoApplier(this::newThread, 2);
    Delta delta = new Delta();
    for (int i = 0; i < 20_000; i++) {
      applier.put(delta, Slice.utf8("key " + i), i + 1, null);
    }
    applier.close();
    assertEquals(2, threads.size());
    threads.forEach(thread -> assertFalse(thread.isAlive()));
  }
}
