package org.lightningdb.storage.wal;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.memory.ByteArrays;

/**
 * What a log takes from its surroundings.
 *
 * @param nanoTime a clock that only goes forward, for counters
 * @param threads makes the two or three threads of the log; they must be platform threads
 * @param archive takes over full segments before they are used again; null = nobody does
 * @param arrays where the memory of the buffers comes from
 */
public record LogServices(
    LongSupplier nanoTime,
    ThreadFactory threads,
    @Nullable SegmentArchive archive,
    ByteArrays arrays) {

  /** The clock and no archive. */
  public static LogServices of(LongSupplier nanoTime, ThreadFactory threads) {
    return new LogServices(nanoTime, threads, null, ByteArrays.HEAP);
  }
}
