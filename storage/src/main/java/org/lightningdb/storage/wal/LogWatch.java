package org.lightningdb.storage.wal;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to know, once, that the log is durable up to some place, without asking for
 * it. Guarded by its {@link LogFlusher}.
 */
final class LogWatch {
  private long lsn;
  private @Nullable Runnable alarm;

  /** Has come true and not been run yet. */
  private @Nullable Runnable due;

  /** Replaces the watch that was there before. */
  void set(long newLsn, Runnable newAlarm) {
    lsn = newLsn;
    alarm = newAlarm;
  }

  void clear() {
    alarm = null;
  }

  void look(long durableLsn) {
    if (alarm != null && durableLsn >= lsn) {
      due = alarm;
      alarm = null;
    }
  }

  /** What is to be run now, without any lock of the log; null if nothing. */
  @Nullable Runnable takeDue() {
    Runnable taken = due;
    due = null;
    return taken;
  }
}
