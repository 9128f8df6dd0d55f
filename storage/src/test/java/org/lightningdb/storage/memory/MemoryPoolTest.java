package org.lightningdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

class MemoryPoolTest {
  private static final long BUDGET = 6400;
  private static final long CACHE_MIN = 640;

  private final MemoryPool pool = new MemoryPool(BUDGET, CACHE_MIN);
  private final AtomicLong delta = new AtomicLong();
  private final AtomicLong cacheLimit = new AtomicLong();
  private int reliefs;

  private void wire() {
    pool.watch("delta", delta::get);
    pool.giveWay(BUDGET, cacheLimit::set);
    pool.relieveBy(
        () -> {
          reliefs++;
          return false;
        });
  }

  @Test
  void theCacheGivesWayFirst() {
    wire();
    assertEquals(BUDGET, cacheLimit.get());
    try (Reservation sort = pool.reserve("sort", 1000)) {
      assertEquals(5400, cacheLimit.get());
      sort.grow(4000);
      assertEquals(1400, cacheLimit.get());
      sort.shrink(3000);
      assertEquals(4400, cacheLimit.get());
    }
    assertEquals(BUDGET, cacheLimit.get());
    assertEquals(0, reliefs);
  }

  @Test
  void theCacheKeepsItsMinimumAndTheAskerIsRefusedClearly() {
    wire();
    delta.set(2000);
    try (Reservation first = pool.reserve("hash join", BUDGET - CACHE_MIN - 2000)) {
      assertEquals(CACHE_MIN, cacheLimit.get());
      assertFalse(first.tryGrow(1));
      assertEquals(0, reliefs);
      StorageException refusal =
          assertThrows(StorageException.class, () -> pool.reserve("sort", 17));
      assertSame(Kind.OUT_OF_MEMORY, refusal.kind());
      assertEquals(
          "sort needs 17 more bytes of memory than there are: budget 6400 bytes, delta 2000,"
              + " reserved 3760, kept for cached blocks 640",
          refusal.getMessage());
      assertEquals(1, reliefs);
    }
    assertEquals(new MemoryStatistics(BUDGET, 2000, 0, 4400, 1), pool.statistics());
  }

  @Test
  void aCheckpointIsAskedForBeforeTheRefusal() {
    wire();
    delta.set(5000);
    pool.relieveBy(
        () -> {
          delta.set(100);
          return true;
        });
    try (Reservation sort = pool.reserve("sort", 3000)) {
      assertEquals(3000, sort.bytes());
      assertEquals(3300, cacheLimit.get());
    }
  }

  @Test
  void watchedUseTakesFromTheCacheAndIsTold() {
    wire();
    delta.set(5000);
    pool.adjust();
    assertEquals(1400, cacheLimit.get());
    delta.set(20_000);
    pool.adjust();
    assertEquals(CACHE_MIN, cacheLimit.get());
    delta.set(0);
    pool.adjust();
    assertEquals(BUDGET, cacheLimit.get());
    assertEquals(4000, pool.watchedLimit(4000));
    try (Reservation sort = pool.reserve("sort", 3000)) {
      assertEquals(2760, pool.watchedLimit(4000), "of " + sort.bytes());
      sort.grow(2700);
      assertEquals(1000, pool.watchedLimit(4000));
    }
  }

  @Test
  void neverPromisesMoreThanTheBudget() throws Exception {
    wire();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int client = 0; client < 4; client++) {
        Random random = new Random(client);
        clients.add(threads.submit(() -> reserveAtRandom(random)));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(
        new MemoryStatistics(BUDGET, 0, 0, BUDGET, pool.statistics().refusals()),
        pool.statistics());
  }

  private void reserveAtRandom(Random random) {
    for (int i = 0; i < 3000; i++) {
      try (Reservation work = pool.reserve("work", random.nextInt(2000))) {
        for (int step = 0; step < 4; step++) {
          if (random.nextBoolean() && work.tryGrow(random.nextInt(1500))) {
            assertTrue(pool.availableBytes() >= 0);
          }
          work.shrink(random.nextInt((int) work.bytes() + 1));
        }
      } catch (StorageException e) {
        assertSame(Kind.OUT_OF_MEMORY, e.kind());
      }
      assertTrue(pool.statistics().reservedBytes() <= BUDGET - CACHE_MIN);
    }
  }

  @Test
  void givingBackMoreThanWasTakenIsAMistake() {
    wire();
    try (Reservation work = pool.reserve("work", 10)) {
      assertThrows(IllegalArgumentException.class, () -> work.shrink(11));
      assertThrows(IllegalArgumentException.class, () -> work.shrink(-1));
      assertThrows(IllegalArgumentException.class, () -> work.grow(-1));
      assertEquals(10, work.bytes());
    }
  }
}
