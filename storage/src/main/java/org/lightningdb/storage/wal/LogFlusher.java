package org.lightningdb.storage.wal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.BackgroundTask;

/**
 * Moves appended bytes to the operating system and the device, and wakes who waits for that.
 *
 * <p>Two roles exist, each of one thread at most: the <em>writing</em> role (swap the two buffers,
 * hand the full one to the operating system) and the <em>forcing</em> role (write, then force).
 * They are apart so that INTERVAL and NONE commits go on during a force: these copy the buffer into
 * the mapped segment, in a tenth of a write's time. The lock guards all, and is held during no
 * other I/O.
 *
 * <p>A committer that needs a force and finds nobody at it takes the role itself: with one client
 * that saves two thread switches. Everybody who comes during that force queues up, and when it ends
 * the writer thread serves the whole queue with one write and one force, until it is empty. Were
 * the role handed to a waiting committer instead, only about half of the others would have arrived
 * when it starts (measured); a lingering leader or a spinning one was slower or starved the
 * machine.
 *
 * <p>Dropped: a writer thread that does all the work (half the speed with one client), buffers per
 * thread (no gain), copying for forced commits (forces take twice as long).
 *
 * <p>The first failure of a write or force is final: the device may have dropped what it failed to
 * save, and a second force would not tell (so nothing is ever retried). Running out of memory in a
 * write is no failure of the device: the same bytes are written to the same place again ({@link
 * PatientWriting}). In a force it is final, since it may hide what the device said.
 */
final class LogFlusher implements Runnable {
  /** More than this is written rather than copied, so that the lock is not held for long. */
  private static final int COPY_BYTES_MAX = 64 << 10;

  private final SegmentFiles segments;
  private final long groupDelayNanos;
  private final int groupSize;
  private final long intervalNanos;

  private final ReentrantLock lock = new ReentrantLock();

  /** Signals the writer thread. */
  private final Condition workArrived = lock.newCondition();

  /** Signals everybody who wants the writing or forcing role, or waits for written bytes. */
  private final Condition roleFreed = lock.newCondition();

  private AppendBuffer active;

  /** While {@link #writing}, the one that is being written. */
  private AppendBuffer idle;

  private boolean writing;
  private boolean forcing;

  /** While forcing and once known: what will be durable when that force succeeds. */
  private long forcingLsn;

  private final WaiterQueue served = new WaiterQueue();
  private final WaiterQueue queued = new WaiterQueue();
  private final WaiterQueue finished = new WaiterQueue();
  private final LogWatch watch = new LogWatch();

  /** Whether one of the queued does not want to wait for company. */
  private boolean urgent;

  /** Whether INTERVAL commits were written since the last force began. */
  private boolean intervalPending;

  private boolean closing;
  private volatile long writtenLsn;
  private volatile long durableLsn;
  private volatile @Nullable StorageException failure;

  private final FlushCounters counters;
  private final BackgroundTask task;

  LogFlusher(
      SegmentFiles segments,
      WalOptions options,
      long endLsn,
      LogServices services,
      BackgroundTask task) {
    this.task = task;
    this.segments = segments;
    this.groupDelayNanos = TimeUnit.MICROSECONDS.toNanos(options.groupDelayMicros());
    this.groupSize = options.groupSize();
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(options.intervalMillis());
    this.active = new AppendBuffer(endLsn, services.arrays());
    this.idle = new AppendBuffer(endLsn, services.arrays());
    this.writtenLsn = endLsn;
    this.durableLsn = endLsn;
    this.counters = new FlushCounters(services.nanoTime());
  }

  long writtenLsn() {
    return writtenLsn;
  }

  long durableLsn() {
    return durableLsn;
  }

  boolean failed() {
    return failure != null;
  }

  void requireUsable() {
    StorageException first = failure;
    if (first != null) {
      throw new StorageException(first.kind(), String.valueOf(first.getMessage()), first);
    }
  }

  /** Stops the log for good; everybody who waits learns why. */
  StorageException fail(Throwable cause) {
    lock.lock();
    try {
      return failLocked(cause);
    } finally {
      leave();
    }
  }

  private StorageException failLocked(Throwable cause) {
    StorageException first = failure;
    if (first == null) {
      first =
          new StorageException(
              Kind.FAILED_STOP,
              "the log stopped after an error, close and open the database again: " + cause,
              cause);
      failure = first;
    }
    finished.addAll(served);
    finished.addAll(queued);
    watch.clear();
    workArrived.signalAll();
    roleFreed.signalAll();
    return first;
  }

  /** Unlocks, then tells those who need not wait any longer. */
  private void leave() {
    Waiter told = finished.takeAll();
    Runnable due = watch.takeDue();
    lock.unlock();
    while (told != null) {
      Waiter following = told.next();
      told.finish(told.endLsn() <= durableLsn ? null : failure);
      told = following;
    }
    if (due != null) {
      due.run();
    }
  }

  void append(AppendBuffer.Payload record, int from, int to, long salt) {
    lock.lock();
    try {
      makeRoom(Fragment.bytes(to - from));
      active.add(record, from, to, durableLsn, salt);
    } finally {
      leave();
    }
  }

  /** Makes sure that appending fragments of {@code count} bytes needs no memory. */
  void prepare(int count) {
    if (count <= AppendBuffer.BYTES_INITIAL) {
      return;
    }
    lock.lock();
    try {
      active.require(count);
      idle.require(count);
    } finally {
      leave();
    }
  }

  void pad(int count) {
    lock.lock();
    try {
      makeRoom(count);
      active.pad(count);
    } finally {
      leave();
    }
  }

  private void makeRoom(int more) {
    requireUsable();
    while (!active.makeRoom(more)) {
      if (writing) {
        roleFreed.awaitUninterruptibly();
      } else {
        write();
      }
      requireUsable();
    }
  }

  /** Waits until the log up to {@code endLsn} is in the operating system. */
  void awaitWritten(long endLsn, boolean forceInInterval) {
    if (writtenLsn >= endLsn && !forceInInterval) {
      return;
    }
    lock.lock();
    try {
      while (writtenLsn < endLsn) {
        requireUsable();
        if (writing) {
          roleFreed.awaitUninterruptibly();
        } else if (active.length() > COPY_BYTES_MAX) {
          write();
        } else {
          copy();
        }
      }
      if (forceInInterval && !intervalPending && durableLsn < endLsn) {
        intervalPending = true;
        workArrived.signal();
      }
    } finally {
      leave();
    }
  }

  /** Waits until the log up to {@code endLsn} is on the device. */
  void awaitForced(long endLsn, boolean mayWaitForCompany) {
    if (durableLsn >= endLsn) {
      return;
    }
    boolean delayed = mayWaitForCompany && groupDelayNanos > 0;
    Waiter waiter = null;
    lock.lock();
    try {
      if (durableLsn >= endLsn) {
        return;
      }
      requireUsable();
      if (forcing || !queued.isEmpty() || delayed || VirtualThreads.isCurrent()) {
        waiter = enqueue(Waiter.parked(endLsn, Thread.currentThread()), !delayed);
      } else {
        force();
        if (durableLsn < endLsn) {
          requireUsable();
        }
      }
    } finally {
      leave();
    }
    if (waiter != null) {
      waiter.await();
    }
  }

  /** As {@link #awaitForced}; the future is completed by whichever thread forces. */
  CompletableFuture<Void> whenForced(long endLsn, boolean mayWaitForCompany) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    lock.lock();
    try {
      if (durableLsn >= endLsn) {
        return CompletableFuture.completedFuture(null);
      }
      requireUsable();
      enqueue(Waiter.future(endLsn, future), !(mayWaitForCompany && groupDelayNanos > 0));
      return future;
    } finally {
      leave();
    }
  }

  /** Runs {@code alarm} once the log is durable up to {@code lsn}, instead of earlier watches. */
  void watch(long lsn, Runnable alarm) {
    lock.lock();
    try {
      watch.set(lsn, alarm);
      watch.look(durableLsn);
    } finally {
      leave();
    }
  }

  private Waiter enqueue(Waiter waiter, boolean isUrgent) {
    if (forcing && waiter.endLsn() <= forcingLsn) {
      served.add(waiter);
    } else {
      queued.add(waiter);
      urgent |= isUrgent;
      workArrived.signal();
    }
    return waiter;
  }

  /** The writing role: the caller holds the lock and has seen that nobody is writing. */
  private void write() {
    AppendBuffer full = active;
    byte[] bytes = full.bytes();
    active = idle;
    idle = full;
    active.restart(full.endLsn());
    writing = true;
    Throwable error = null;
    lock.unlock();
    try {
      PatientWriting.run(() -> segments.write(full.startLsn(), bytes, full.length()));
    } catch (Throwable e) {
      error = e;
    } finally {
      lock.lock();
    }
    writing = false;
    if (error != null) {
      failLocked(error);
      rethrow(error);
    } else {
      writtenLsn = full.endLsn();
      counters.written(full.records());
      roleFreed.signalAll();
    }
  }

  /** As {@link #write}, without a call of the operating system and without giving up the lock. */
  private void copy() {
    try {
      PatientWriting.run(() -> segments.copy(active.startLsn(), active.bytes(), active.length()));
    } catch (Throwable e) {
      failLocked(e);
      rethrow(e);
      return;
    }
    counters.copied(active.records());
    writtenLsn = active.endLsn();
    active.restart(active.endLsn());
  }

  /** Errors, such as memory running out, go on as they are; the log has stopped for others. */
  private static void rethrow(Throwable error) {
    if (error instanceof Error serious) {
      throw serious;
    }
  }

  /** The forcing role: the caller holds the lock and has seen that nobody is forcing. */
  private void force() {
    forcing = true;
    try {
      while (writing) {
        roleFreed.awaitUninterruptibly();
      }
      served.addAll(queued);
      urgent = false;
      intervalPending = false;
      forcingLsn = active.endLsn();
      long startNanos = counters.now();
      if (active.length() > 0 && failure == null) {
        write();
      }
      if (failure == null) {
        forceSegments(startNanos);
      }
    } finally {
      forcing = false;
      finished.addAll(served);
      roleFreed.signalAll();
      if (!queued.isEmpty()) {
        workArrived.signal();
      }
    }
  }

  private void forceSegments(long startNanos) {
    long records = counters.recordsWritten();
    Throwable error = null;
    lock.unlock();
    try {
      segments.force();
    } catch (Throwable e) {
      error = e;
    } finally {
      lock.lock();
    }
    if (error != null) {
      failLocked(error);
      rethrow(error);
    } else {
      durableLsn = forcingLsn;
      counters.forced(records, startNanos);
      watch.look(durableLsn);
    }
  }

  /** What the writer thread does, and does again if it fails; nobody waits for a failed log. */
  @Override
  public void run() {
    boolean goOn = true;
    while (goOn) {
      lock.lock();
      try {
        goOn = workOnce();
      } catch (RuntimeException e) {
        throw failLocked(e);
      } finally {
        leave();
      }
    }
  }

  private boolean workOnce() {
    while (forcing) {
      roleFreed.awaitUninterruptibly();
    }
    if (failure != null) {
      return false;
    }
    if (!queued.isEmpty()) {
      waitAtMost(groupDelayNanos, () -> !urgent && queued.size() < groupSize);
      forceUnlessTaken();
    } else if (closing) {
      return false;
    } else if (intervalPending) {
      waitAtMost(intervalNanos, () -> intervalPending && queued.isEmpty());
      forceUnlessTaken();
    } else {
      while (queued.isEmpty() && !closing && !intervalPending && failure == null) {
        workArrived.awaitUninterruptibly();
      }
    }
    return true;
  }

  private void forceUnlessTaken() {
    if (!forcing && failure == null && (intervalPending || !queued.isEmpty())) {
      task.begin();
      try {
        force();
      } finally {
        task.end(failure);
      }
    }
  }

  /** An interrupt only ends the wait early. */
  private void waitAtMost(long nanos, BooleanSupplier worthWaiting) {
    long left = nanos;
    try {
      while (left > 0 && !closing && failure == null && worthWaiting.getAsBoolean()) {
        left = workArrived.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Forces everything and ends the writer thread. With {@code markSalt} a closing mark follows, so
   * that the next opening can tell damage to the last records from the end of the log.
   */
  void close(@Nullable Long markSalt) {
    lock.lock();
    try {
      closing = true;
      forceAlone();
      if (markSalt != null && failure == null) {
        makeRoom(Fragment.bytes(0));
        active.addClosingMark(durableLsn, markSalt);
        forceAlone();
      }
    } finally {
      workArrived.signalAll();
      leave();
    }
  }

  private void forceAlone() {
    while (forcing) {
      roleFreed.awaitUninterruptibly();
    }
    if (failure == null && (durableLsn < active.endLsn() || !queued.isEmpty())) {
      force();
    }
  }

  WalStatistics statistics() {
    lock.lock();
    try {
      return counters.statistics(active.records());
    } finally {
      leave();
    }
  }
}
