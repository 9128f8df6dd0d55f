package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;

class SharedRowLocksTest {
  private static final int A = 1;
  private static final int B = 2;

  private final RowLocks locks = new RowLocks(60_000, System::nanoTime);
  private final LockOwner first = new LockOwner();
  private final LockOwner second = new LockOwner();
  private final LockOwner third = new LockOwner();

  @Test
  void manyShareAndOneExcludes() {
    assertSame(LockAnswer.TAKEN, tryLock(first, A, LockMode.SHARED));
    assertSame(LockAnswer.TAKEN, tryLock(second, A, LockMode.SHARED));
    assertSame(LockAnswer.HELD, tryLock(second, A, LockMode.SHARED));
    assertSame(LockAnswer.BUSY, tryLock(third, A, LockMode.EXCLUSIVE));
    assertSame(LockAnswer.BUSY, tryLock(first, A, LockMode.EXCLUSIVE), "the other shares still");
    locks.releaseAll(second);
    assertSame(LockAnswer.TAKEN, tryLock(first, A, LockMode.EXCLUSIVE), "alone now");
    assertSame(LockAnswer.HELD, tryLock(first, A, LockMode.SHARED), "covered by the exclusive one");
    assertSame(LockAnswer.BUSY, tryLock(second, A, LockMode.SHARED));
    locks.releaseAll(first);
    assertEquals(0, locks.size());
  }

  @Test
  void whoMustNotWaitFailsAtOnce() {
    tryLock(first, A, LockMode.SHARED);
    StorageException refused =
        assertThrows(
            StorageException.class, () -> lock(second, A, LockMode.EXCLUSIVE, LockWait.FAIL));
    assertEquals(Kind.LOCK_TIMEOUT, refused.kind());
    assertSame(LockAnswer.TAKEN, lock(second, A, LockMode.SHARED, LockWait.FAIL));
  }

  @Test
  void aSharerDoesNotOvertakeAWaitingWriter() throws Exception {
    tryLock(first, A, LockMode.SHARED);
    Waiting writer = start(() -> lock(second, A, LockMode.EXCLUSIVE, LockWait.WAIT));
    writer.awaitParked();
    assertSame(LockAnswer.BUSY, tryLock(third, A, LockMode.SHARED));
    assertSame(LockAnswer.HELD, tryLock(first, A, LockMode.SHARED));
    Waiting reader = start(() -> lock(third, A, LockMode.SHARED, LockWait.WAIT));
    reader.awaitParked();
    locks.releaseAll(first);
    assertSame(LockAnswer.TAKEN, writer.get());
    assertFalse(reader.isDone());
    locks.releaseAll(second);
    assertSame(LockAnswer.TAKEN, reader.get());
    locks.releaseAll(third);
    assertEquals(0, locks.size());
  }

  @Test
  void sharersInARowAreServedTogether() throws Exception {
    tryLock(first, A, LockMode.EXCLUSIVE);
    Waiting one = start(() -> lock(second, A, LockMode.SHARED, LockWait.WAIT));
    one.awaitParked();
    Waiting two = start(() -> lock(third, A, LockMode.SHARED, LockWait.WAIT));
    two.awaitParked();
    locks.releaseAll(first);
    assertSame(LockAnswer.TAKEN, one.get());
    assertSame(LockAnswer.TAKEN, two.get());
  }

  @Test
  void aWriterWhoGivesUpLetsTheSharersBehindHimIn() throws Exception {
    second.limitWaits(() -> 30_000_000);
    tryLock(first, A, LockMode.SHARED);
    FutureTask<Kind> writer =
        new FutureTask<>(
            () ->
                assertThrows(
                        StorageException.class,
                        () -> lock(second, A, LockMode.EXCLUSIVE, LockWait.WAIT))
                    .kind());
    new Thread(writer).start();
    lock(third, A, LockMode.SHARED, LockWait.WAIT);
    assertEquals(Kind.LOCK_TIMEOUT, writer.get());
    locks.releaseAll(first);
    locks.releaseAll(third);
    assertEquals(0, locks.size());
  }

  @Test
  void whoSharesAlreadyBecomesAloneBeforeThoseWhoWait() throws Exception {
    tryLock(first, A, LockMode.SHARED);
    tryLock(second, A, LockMode.SHARED);
    Waiting writer = start(() -> lock(third, A, LockMode.EXCLUSIVE, LockWait.WAIT));
    writer.awaitParked();
    Waiting upgrade = start(() -> lock(first, A, LockMode.EXCLUSIVE, LockWait.WAIT));
    upgrade.awaitParked();
    locks.releaseAll(second);
    assertSame(LockAnswer.TAKEN, upgrade.get());
    assertFalse(writer.isDone());
    locks.releaseAll(first);
    assertSame(LockAnswer.TAKEN, writer.get());
  }

  @Test
  void twoWhoShareAndBothWantItAloneAreADeadlock() throws Exception {
    tryLock(first, A, LockMode.SHARED);
    tryLock(second, A, LockMode.SHARED);
    Waiting upgrade = start(() -> lock(first, A, LockMode.EXCLUSIVE, LockWait.WAIT));
    upgrade.awaitParked();
    assertDeadlock(second, A, LockMode.EXCLUSIVE);
    locks.releaseAll(second);
    assertSame(LockAnswer.TAKEN, upgrade.get());
  }

  @Test
  void aCircleThroughOneOfSeveralSharersIsFound() throws Exception {
    tryLock(first, A, LockMode.SHARED);
    tryLock(second, A, LockMode.SHARED);
    tryLock(third, B, LockMode.EXCLUSIVE);
    Waiting waiting = start(() -> lock(third, A, LockMode.EXCLUSIVE, LockWait.WAIT));
    waiting.awaitParked();
    assertDeadlock(second, B, LockMode.SHARED);
    locks.releaseAll(first);
    locks.releaseAll(second);
    assertSame(LockAnswer.TAKEN, waiting.get());
  }

  @Test
  void aCircleThroughAWaiterInTheQueueIsFound() throws Exception {
    // The third would share with the first, but stands behind the second, who waits for the first.
    tryLock(first, A, LockMode.SHARED);
    tryLock(third, B, LockMode.EXCLUSIVE);
    Waiting writer = start(() -> lock(second, A, LockMode.EXCLUSIVE, LockWait.WAIT));
    writer.awaitParked();
    Waiting reader = start(() -> lock(third, A, LockMode.SHARED, LockWait.WAIT));
    reader.awaitParked();
    assertDeadlock(first, B, LockMode.EXCLUSIVE);
    locks.releaseAll(first);
    assertSame(LockAnswer.TAKEN, writer.get());
    locks.releaseAll(second);
    assertSame(LockAnswer.TAKEN, reader.get());
  }

  /** One thread, nobody waits: the table must answer as a naive model does. */
  @Test
  void randomHistoriesFollowTheModel() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Model model = new Model(4, 5);
      List<LockOwner> owners = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        owners.add(new LockOwner());
      }
      for (int step = 0; step < 300; step++) {
        int owner = random.nextInt(4);
        if (random.nextInt(6) == 0) {
          locks.releaseAll(owners.get(owner));
          model.release(owner);
        } else {
          int row = random.nextInt(5);
          LockMode mode = random.nextBoolean() ? LockMode.SHARED : LockMode.EXCLUSIVE;
          assertSame(
              model.lock(owner, row, mode),
              tryLock(owners.get(owner), row, mode),
              "seed " + seed + ", step " + step);
        }
        assertEquals(model.held(), locks.size(), "seed " + seed + ", step " + step);
      }
      owners.forEach(locks::releaseAll);
    }
  }

  private static final class Model {
    private final List<Set<Integer>> sharers = new ArrayList<>();
    private final @Nullable Integer[] owners;

    Model(int ownerCount, int rows) {
      owners = new @Nullable Integer[rows];
      for (int row = 0; row < rows; row++) {
        sharers.add(new HashSet<>(ownerCount));
      }
    }

    LockAnswer lock(int owner, int row, LockMode mode) {
      Set<Integer> with = sharers.get(row);
      Integer alone = owners[row];
      if (alone != null) {
        return alone == owner ? LockAnswer.HELD : LockAnswer.BUSY;
      }
      if (mode == LockMode.SHARED) {
        return with.add(owner) ? LockAnswer.TAKEN : LockAnswer.HELD;
      }
      if (with.isEmpty() || with.equals(Set.of(owner))) {
        with.clear();
        owners[row] = owner;
        return LockAnswer.TAKEN;
      }
      return LockAnswer.BUSY;
    }

    void release(int owner) {
      for (int row = 0; row < owners.length; row++) {
        sharers.get(row).remove(owner);
        Integer alone = owners[row];
        if (alone != null && alone == owner) {
          owners[row] = null;
        }
      }
    }

    int held() {
      int held = 0;
      for (int row = 0; row < owners.length; row++) {
        held += owners[row] != null || !sharers.get(row).isEmpty() ? 1 : 0;
      }
      return held;
    }
  }

  /** Many threads that wait: nobody meets whom the mode excludes, and nobody hangs. */
  @Test
  void manyThreadsShareAndExcludeAndNeverHang() throws Exception {
    AtomicIntegerArray inside = new AtomicIntegerArray(6);
    AtomicInteger deadlocks = new AtomicInteger();
    List<Waiting> tasks = new ArrayList<>();
    for (int thread = 0; thread < 6; thread++) {
      long seed = 815L + thread;
      tasks.add(start(() -> work(new Random(seed), inside, deadlocks)));
    }
    for (Waiting task : tasks) {
      task.get();
    }
    assertTrue(deadlocks.get() > 0, "a history without any deadlock proves little");
    assertEquals(0, locks.size());
  }

  /** A row counts its sharers; a writer adds 1000. */
  private LockAnswer work(Random random, AtomicIntegerArray inside, AtomicInteger deadlocks) {
    LockOwner owner = new LockOwner();
    for (int round = 0; round < 1500; round++) {
      int[] mine = new int[6];
      try {
        for (int i = 0; i < 3; i++) {
          int row = random.nextInt(6);
          LockMode mode = random.nextInt(3) == 0 ? LockMode.EXCLUSIVE : LockMode.SHARED;
          LockWait wait = random.nextInt(8) == 0 ? LockWait.SKIP : LockWait.WAIT;
          if (lock(owner, row, mode, wait) != LockAnswer.TAKEN) {
            continue;
          }
          int weight = mode == LockMode.EXCLUSIVE ? 1000 : 1;
          int now = inside.addAndGet(row, weight - mine[row]);
          mine[row] = weight;
          assertTrue(weight == 1000 ? now == 1000 : now < 1000, "row " + row + " has " + now);
        }
      } catch (StorageException e) {
        assertEquals(Kind.DEADLOCK, e.kind());
        deadlocks.incrementAndGet();
      }
      for (int row = 0; row < mine.length; row++) {
        inside.addAndGet(row, -mine[row]);
      }
      locks.releaseAll(owner);
    }
    return LockAnswer.TAKEN;
  }

  private void assertDeadlock(LockOwner owner, int row, LockMode mode) {
    StorageException refused =
        assertThrows(StorageException.class, () -> lock(owner, row, mode, LockWait.WAIT));
    assertEquals(Kind.DEADLOCK, refused.kind());
  }

  private LockAnswer tryLock(LockOwner owner, int row, LockMode mode) {
    return lock(owner, row, mode, LockWait.SKIP);
  }

  private LockAnswer lock(LockOwner owner, int row, LockMode mode, LockWait wait) {
    return locks.acquire(owner, 1, new byte[] {(byte) row}, 1, mode, wait);
  }

  private static Waiting start(Callable<LockAnswer> callable) {
    Waiting task = new Waiting(callable);
    task.thread.start();
    return task;
  }

  private static final class Waiting extends FutureTask<LockAnswer> {
    final Thread thread = new Thread(this, "locker");

    Waiting(Callable<LockAnswer> callable) {
      super(callable);
      thread.setDaemon(true);
    }

    void awaitParked() {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
  }
}
