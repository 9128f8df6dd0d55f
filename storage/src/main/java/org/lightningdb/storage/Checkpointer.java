package org.lightningdb.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.maintenance.BackgroundTask;
import org.lightningdb.storage.maintenance.UninterruptedWait;
import org.lightningdb.storage.txn.CommitPipeline;
import org.lightningdb.storage.txn.WritePressure;

/**
 * Runs checkpoints in the background when the delta or the log has grown to its limit, and slows
 * writers down when the background does not keep up.
 *
 * <p>Fill is the larger of delta and log, each in parts of its limit. At 1 a checkpoint starts.
 * From {@link #DELAY_FROM} on every commit waits a little, more the fuller it is; at {@link
 * #WAIT_FROM} it waits until a checkpoint has ended. A delay ends early when one does.
 *
 * <p>A full disk or a failed read does not stop the thread: it tries again every {@link
 * #RETRY_MILLIS}. Writers that have to wait for room are refused when the next attempt fails, too.
 */
final class Checkpointer implements WritePressure {
  static final double DELAY_FROM = 1.7;
  static final double WAIT_FROM = 2.0;
  private static final long RETRY_MILLIS = 250;
  private static final long DELAY_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(5);

  private static final System.Logger LOGGER = System.getLogger(Checkpointer.class.getName());

  private final CommitPipeline pipeline;
  private final CheckpointWriter writer;
  private final Fill fill;
  private final BackgroundTask task;
  private final Thread thread;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition wakeUp = mutex.newCondition();
  private final Condition ended = mutex.newCondition();

  @GuardedBy("mutex")
  private boolean requested;

  /** A checkpoint is wanted however little there is to write. */
  @GuardedBy("mutex")
  private boolean forced;

  @GuardedBy("mutex")
  private boolean stopped;

  /** Runs ended so far, well or not. */
  @GuardedBy("mutex")
  private long runs;

  @GuardedBy("mutex")
  private @Nullable StorageException lastRefusal;

  /** How full delta and log are; 1 is where a checkpoint shall start. */
  interface Fill {
    double get();
  }

  Checkpointer(
      CommitPipeline pipeline,
      CheckpointWriter writer,
      Fill fill,
      BackgroundTask task,
      ThreadFactory threads) {
    this.pipeline = pipeline;
    this.writer = writer;
    this.fill = fill;
    this.task = task;
    this.thread = threads.newThread(task.restarting(this::run));
    thread.setName("lightning-checkpoint");
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the checkpoint under way; returns when it has ended. */
  void stop() {
    task.stop();
    mutex.lock();
    try {
      stopped = true;
      wakeUp.signalAll();
      ended.signalAll();
    } finally {
      mutex.unlock();
    }
    UninterruptedWait.join(thread);
  }

  private void run() {
    while (awaitRequest()) {
      StorageException refusal = null;
      try {
        task.run(writer::checkpoint);
      } catch (StorageException e) {
        refusal = e;
        LOGGER.log(System.Logger.Level.WARNING, "a checkpoint was abandoned", e);
      } catch (RuntimeException | Error e) {
        refusal = new StorageException(Kind.FAILED_STOP, "the checkpoint failed: " + e, e);
        LOGGER.log(System.Logger.Level.ERROR, "a checkpoint failed", e);
      }
      end(refusal);
    }
  }

  /** Returns false when the thread shall end. */
  private boolean awaitRequest() {
    mutex.lock();
    try {
      long left = lastRefusal == null ? 0 : TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
      while (left > 0 && !stopped) {
        left = wakeUp.awaitNanos(left);
      }
      while (!stopped && lastRefusal == null && !forced && !(requested && fill.get() >= 1)) {
        requested = false;
        wakeUp.await();
      }
      requested = false;
      forced = false;
      return !stopped && !pipeline.failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      mutex.unlock();
    }
  }

  private void end(@Nullable StorageException refusal) {
    mutex.lock();
    try {
      lastRefusal = refusal;
      runs++;
      ended.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  private void request() {
    mutex.lock();
    try {
      requested = true;
      wakeUp.signal();
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Has a checkpoint made and waits for its end, so that memory becomes free. An interrupt ends the
   * wait.
   *
   * @return whether one went well
   */
  boolean relieve() {
    mutex.lock();
    try {
      long first = runs;
      forced = true;
      wakeUp.signal();
      while (runs == first && !stopped && !pipeline.failed()) {
        if (!ended.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          wakeUp.signal();
        }
      }
      return runs > first && lastRefusal == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public void afterCommit() {
    if (fill.get() >= 1) {
      request();
    }
  }

  @Override
  public void beforeCommit() {
    double now = fill.get();
    if (now < DELAY_FROM) {
      return;
    }
    request();
    mutex.lock();
    try {
      if (now >= WAIT_FROM) {
        awaitRoom();
      } else {
        double excess = (now - DELAY_FROM) / (WAIT_FROM - DELAY_FROM);
        delay((long) (excess * excess * DELAY_NANOS_MAX));
      }
    } finally {
      mutex.unlock();
    }
  }

  /** An interrupt only ends the delay. */
  @GuardedBy("mutex")
  private void delay(long nanos) {
    long seen = runs;
    long left = nanos;
    try {
      while (left > 0 && runs == seen && !stopped) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for two runs at most: the second one started after this commit came. */
  @GuardedBy("mutex")
  private void awaitRoom() {
    long first = runs;
    while (fill.get() >= WAIT_FROM && runs < first + 2 && !stopped && !pipeline.failed()) {
      if (lastRefusal != null && runs > first) {
        throw new StorageException(
            lastRefusal.kind(), String.valueOf(lastRefusal.getMessage()), lastRefusal);
      }
      requested = true;
      wakeUp.signal();
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StorageException(
            Kind.INTERRUPTED, "interrupted while waiting for a checkpoint to make room", e);
      }
    }
  }
}
