package org.lightningdb.storage.wal;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.maintenance.BackgroundTasks;
import org.lightningdb.storage.memory.ByteArrays;

/**
 * What a log takes from its surroundings.
 *
 * @param nanoTime a clock that only goes forward, for counters
 * @param threads makes the two or three threads of the log; they must be platform threads
 * @param archive takes over full segments before they are used again; null = nobody does
 * @param arrays where the memory of the buffers comes from
 * @param tasks where the threads of the log register, by the names {@code log-writer}, {@code
 *     log-segments} and {@code log-archive}
 */
public record LogServices(
    LongSupplier nanoTime,
    ThreadFactory threads,
    @Nullable SegmentArchive archive,
    ByteArrays arrays,
    BackgroundTasks tasks) {

  /** With a list of tasks of its own. */
  public static LogServices of(
      LongSupplier nanoTime,
      ThreadFactory threads,
      @Nullable SegmentArchive archive,
      ByteArrays arrays) {
    return new LogServices(nanoTime, threads, archive, arrays, new BackgroundTasks(nanoTime));
  }

  /** The clock and no archive. */
  public static LogServices of(LongSupplier nanoTime, ThreadFactory threads) {
    return of(nanoTime, threads, null, ByteArrays.HEAP);
  }
}
