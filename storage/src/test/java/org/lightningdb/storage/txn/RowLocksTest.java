package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

class RowLocksTest {
  private static final byte[] A = {1};
  private static final byte[] B = {2};
  private static final byte[] C = {3};

  private final RowLocks locks = new RowLocks(60_000, System::nanoTime);
  private final LockOwner first = new LockOwner();
  private final LockOwner second = new LockOwner();
  private final LockOwner third = new LockOwner();

  @Test
  void aLockIsNewToItsOwnerOnce() {
    assertTrue(locks.acquire(first, 1, A, 1));
    assertFalse(locks.acquire(first, 1, A.clone(), 1));
    assertTrue(locks.acquire(second, 2, A, 1), "another store is another lock");
    assertEquals(2, locks.size());
    locks.releaseAll(first);
    locks.releaseAll(second);
    assertEquals(0, locks.size());
  }

  @Test
  void waitersGetTheLockInTheirOrder() throws Exception {
    List<LockOwner> order = new ArrayList<>();
    locks.acquire(first, 1, A, 1);
    FutureTask<Boolean> secondTask = start(() -> acquireAndNote(second, order));
    awaitWaiting(secondTask);
    FutureTask<Boolean> thirdTask = start(() -> acquireAndNote(third, order));
    awaitWaiting(thirdTask);
    locks.releaseAll(first);
    assertTrue(secondTask.get());
    assertTrue(thirdTask.get());
    assertEquals(List.of(second, third), order);
    assertEquals(0, locks.size());
  }

  private boolean acquireAndNote(LockOwner owner, List<LockOwner> order) {
    boolean isNew = locks.acquire(owner, 1, A, 1);
    order.add(owner);
    locks.releaseAll(owner);
    return isNew;
  }

  @Test
  void aCycleOfThreeIsRefusedToTheLastWhoCloses() throws Exception {
    locks.acquire(first, 1, A, 1);
    locks.acquire(second, 1, B, 1);
    locks.acquire(third, 1, C, 1);
    FutureTask<Boolean> firstTask = start(() -> locks.acquire(first, 1, B, 1));
    awaitWaiting(firstTask);
    FutureTask<Boolean> secondTask = start(() -> locks.acquire(second, 1, C, 1));
    awaitWaiting(secondTask);
    StorageException refused =
        assertThrows(StorageException.class, () -> locks.acquire(third, 1, A, 1));
    assertEquals(Kind.DEADLOCK, refused.kind());
    locks.releaseAll(third);
    assertTrue(secondTask.get());
    locks.releaseAll(second);
    assertTrue(firstTask.get());
    locks.releaseAll(first);
    assertEquals(0, locks.size());
  }

  @Test
  void aWaitEndsAfterTheTimeout() {
    RowLocks impatient = new RowLocks(20, System::nanoTime);
    impatient.acquire(first, 1, A, 1);
    StorageException refused =
        assertThrows(StorageException.class, () -> impatient.acquire(second, 1, A, 1));
    assertEquals(Kind.LOCK_TIMEOUT, refused.kind());
    impatient.releaseAll(first);
    assertTrue(impatient.acquire(second, 1, A, 1), "who gave up is not handed the lock");
  }

  @Test
  void anInterruptEndsTheWaitAndStays() throws Exception {
    locks.acquire(first, 1, A, 1);
    AtomicInteger flags = new AtomicInteger();
    FutureTask<Kind> task =
        new FutureTask<>(
            () -> {
              StorageException refused =
                  assertThrows(StorageException.class, () -> locks.acquire(second, 1, A, 1));
              flags.set(Thread.currentThread().isInterrupted() ? 1 : 0);
              return refused.kind();
            });
    Thread waiter = new Thread(task);
    waiter.start();
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    waiter.interrupt();
    assertSame(Kind.INTERRUPTED, task.get());
    assertEquals(1, flags.get());
    locks.releaseAll(first);
    assertEquals(0, locks.size());
  }

  @Test
  void manyThreadsExcludeEachOtherAndNeverHang() throws Exception {
    AtomicIntegerArray inside = new AtomicIntegerArray(8);
    AtomicInteger deadlocks = new AtomicInteger();
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 6; thread++) {
      long seed = 4711L + thread;
      tasks.add(start(() -> work(new Random(seed), inside, deadlocks)));
    }
    int done = 0;
    for (FutureTask<Integer> task : tasks) {
      done += task.get();
    }
    assertEquals(6 * 2000, done + deadlocks.get());
    assertEquals(0, locks.size());
  }

  private int work(Random random, AtomicIntegerArray inside, AtomicInteger deadlocks) {
    int done = 0;
    LockOwner owner = new LockOwner();
    for (int round = 0; round < 2000; round++) {
      List<Integer> held = new ArrayList<>();
      try {
        for (int i = 0; i < 3; i++) {
          int row = random.nextInt(8);
          if (locks.acquire(owner, 1, new byte[] {(byte) row}, 1)) {
            held.add(row);
            assertEquals(1, inside.incrementAndGet(row), "two owners of one lock");
          }
        }
        done++;
      } catch (StorageException e) {
        assertEquals(Kind.DEADLOCK, e.kind());
        deadlocks.incrementAndGet();
      }
      held.forEach(inside::decrementAndGet);
      locks.releaseAll(owner);
    }
    return done;
  }

  private static <T> FutureTask<T> start(Callable<T> callable) {
    NamedTask<T> task = new NamedTask<>(callable);
    task.thread.start();
    return task;
  }

  private static void awaitWaiting(FutureTask<?> task) throws ExecutionException {
    while (((NamedTask<?>) task).thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static final class NamedTask<T> extends FutureTask<T> {
    final Thread thread = new Thread(this, "locker");

    NamedTask(Callable<T> callable) {
      super(callable);
      thread.setDaemon(true);
    }
  }
}
