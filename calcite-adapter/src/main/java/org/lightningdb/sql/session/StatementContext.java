package org.lightningdb.sql.session;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.QueryResources;

/** One attempt at one statement. Confined to its session's thread, except {@link Alarm}. */
final class StatementContext implements ExecutionContext {
  /** What stays the same for every statement of a session. */
  record Surroundings(
      String user,
      String schema,
      ZoneId zone,
      Supplier<Map<String, String>> settings,
      Supplier<QueryResources> resources,
      Supplier<RandomGenerator> random) {}

  private final Transaction transaction;
  private final Snapshot snapshot;
  private final List<@Nullable Object> parameters;
  private final InstantSource clock;
  private @Nullable Instant statementTime;
  private final Surroundings surroundings;
  private final Alarm alarm;

  StatementContext(
      Transaction transaction,
      Snapshot snapshot,
      List<@Nullable Object> parameters,
      InstantSource clock,
      Surroundings surroundings,
      Alarm alarm) {
    this.transaction = transaction;
    this.snapshot = snapshot;
    this.parameters = parameters;
    this.clock = clock;
    this.surroundings = surroundings;
    this.alarm = alarm;
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public List<@Nullable Object> parameters() {
    return parameters;
  }

  @Override
  public Instant statementTime() {
    Instant known = statementTime;
    if (known == null) {
      known = clock.instant();
      statementTime = known;
    }
    return known;
  }

  @Override
  public ZoneId zone() {
    return surroundings.zone();
  }

  @Override
  public String user() {
    return surroundings.user();
  }

  @Override
  public String schema() {
    return surroundings.schema();
  }

  @Override
  public Map<String, String> settings() {
    return surroundings.settings().get();
  }

  @Override
  public RandomGenerator random() {
    return surroundings.random().get();
  }

  @Override
  public QueryResources resources() {
    return surroundings.resources().get();
  }

  @Override
  public void checkCancelled() {
    alarm.check();
  }

  /**
   * The end that others or the clock may put to a statement, all its attempts and its rows.
   *
   * <p>A thread that works for the statement stands between {@link #enter} and {@link #leave}; only
   * there {@link #cancel} interrupts it, so that it wakes from waiting for a lock, and the
   * interrupt is taken back before it leaves: no caller ever sees it.
   */
  static final class Alarm {
    private final LongSupplier nanoTime;
    private final long deadlineNanos;
    private final boolean hasDeadline;
    private volatile boolean cancelled;
    private @Nullable Thread worker;
    private boolean interrupted;

    Alarm(LongSupplier nanoTime, long timeoutMillis) {
      this.nanoTime = nanoTime;
      this.hasDeadline = timeoutMillis > 0;
      this.deadlineNanos = hasDeadline ? nanoTime.getAsLong() + timeoutMillis * 1_000_000 : 0;
    }

    void check() {
      if (cancelled) {
        throw canceled();
      }
      if (isOver()) {
        throw timeIsUp();
      }
    }

    /** How long a wait may last that begins now. */
    long waitNanosMax(long nanos) {
      return hasDeadline
          ? Math.max(0, Math.min(nanos, deadlineNanos - nanoTime.getAsLong()))
          : nanos;
    }

    boolean isOver() {
      return hasDeadline && nanoTime.getAsLong() - deadlineNanos >= 0;
    }

    boolean isCancelled() {
      return cancelled;
    }

    static DbException timeIsUp() {
      return DbException.of(SqlState.QUERY_CANCELED, "the statement's time is up");
    }

    static DbException canceled() {
      return DbException.of(SqlState.QUERY_CANCELED, "the statement was canceled");
    }

    synchronized void enter() {
      worker = Thread.currentThread();
    }

    synchronized void leave() {
      worker = null;
      if (interrupted) {
        interrupted = false;
        Thread.interrupted();
      }
    }

    synchronized void cancel() {
      cancelled = true;
      if (worker != null) {
        interrupted = true;
        worker.interrupt();
      }
    }
  }
}
