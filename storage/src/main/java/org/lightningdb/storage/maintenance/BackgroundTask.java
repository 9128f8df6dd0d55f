package org.lightningdb.storage.maintenance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One task that works in the background. Its thread runs {@link #restarting}; each piece of work
 * goes through {@link #run} or between {@link #begin} and {@link #end}. Thread-safe.
 */
public final class BackgroundTask {
  private static final System.Logger LOGGER = System.getLogger(BackgroundTask.class.getName());
  private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();

  @GuardedBy("lock")
  private TaskState state = TaskState.IDLE;

  @GuardedBy("lock")
  private boolean stopped;

  @GuardedBy("lock")
  private long runs;

  @GuardedBy("lock")
  private long failures;

  @GuardedBy("lock")
  private long restarts;

  @GuardedBy("lock")
  private long startNanos;

  @GuardedBy("lock")
  private boolean everStarted;

  @GuardedBy("lock")
  private long lastDurationNanos = -1;

  @GuardedBy("lock")
  private @Nullable String lastError;

  BackgroundTask(String name, LongSupplier nanoTime) {
    this.name = name;
    this.nanoTime = nanoTime;
  }

  public String name() {
    return name;
  }

  /** Notes that a piece of work begins. */
  public void begin() {
    lock.lock();
    try {
      state = TaskState.RUNNING;
      startNanos = nanoTime.getAsLong();
      everStarted = true;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the piece of work has ended; {@code error} is null if it went well. */
  public void end(@Nullable Throwable error) {
    lock.lock();
    try {
      state = TaskState.IDLE;
      runs++;
      lastDurationNanos = nanoTime.getAsLong() - startNanos;
      if (error != null) {
        failures++;
        lastError = String.valueOf(error);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Does one piece of work; what it throws is noted and thrown on. */
  public void run(Runnable work) {
    begin();
    Throwable error = null;
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      error = e;
      throw e;
    } finally {
      end(error);
    }
  }

  /**
   * What a thread shall run: {@code loop}, until it returns or {@link #stop} was called. When it
   * throws, whatever it is, it is begun anew: the first time at once, then after pauses that double
   * up to five seconds as long as it keeps failing soon.
   */
  public Runnable restarting(Runnable loop) {
    return () -> {
      long pauseNanos = 0;
      boolean again = true;
      while (again) {
        long from = nanoTime.getAsLong();
        Throwable error = attempt(loop);
        if (nanoTime.getAsLong() - from > PAUSE_NANOS_MAX) {
          pauseNanos = 0;
        }
        again = error != null && pause(error, pauseNanos);
        pauseNanos = Math.min(PAUSE_NANOS_MAX, Math.max(PAUSE_NANOS_MIN, 2 * pauseNanos));
      }
      ended();
    };
  }

  private static @Nullable Throwable attempt(Runnable loop) {
    try {
      loop.run();
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  /** Returns whether to go on. */
  private boolean pause(Throwable error, long nanos) {
    LOGGER.log(System.Logger.Level.ERROR, "the background task " + name + " failed", error);
    lock.lock();
    try {
      lastError = String.valueOf(error);
      state = TaskState.PAUSED;
      long left = nanos;
      while (left > 0 && !stopped) {
        left = stopping.awaitNanos(left);
      }
      restarts++;
      state = TaskState.IDLE;
      return !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a pause, and lets {@link #restarting} end when its loop does. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the task will do nothing any more. */
  public void ended() {
    lock.lock();
    try {
      state = TaskState.ENDED;
    } finally {
      lock.unlock();
    }
  }

  public TaskReport report() {
    lock.lock();
    try {
      long ago = everStarted ? nanoTime.getAsLong() - startNanos : -1;
      return new TaskReport(
          name, state, runs, failures, restarts, ago, lastDurationNanos, lastError);
    } finally {
      lock.unlock();
    }
  }
}
