package org.lightningdb.storage;

import java.security.SecureRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.wal.SegmentArchive;

/**
 * What an engine takes from its surroundings, so that tests can put their own in place.
 *
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param wallMillis the clock on the wall, in milliseconds since 1970; it may jump
 * @param randomLongs a source of identities for new databases
 * @param threads makes the few background threads; each names itself when it starts
 * @param archive takes over full segments of the log before they are used again; null = nobody
 * @param arrays where the memory that grows with the work comes from
 */
public record EngineServices(
    LongSupplier nanoTime,
    LongSupplier wallMillis,
    LongSupplier randomLongs,
    ThreadFactory threads,
    @Nullable SegmentArchive archive,
    ByteArrays arrays) {

  /** Without an archive, on the heap. */
  public EngineServices(
      LongSupplier nanoTime,
      LongSupplier wallMillis,
      LongSupplier randomLongs,
      ThreadFactory threads) {
    this(nanoTime, wallMillis, randomLongs, threads, null, ByteArrays.HEAP);
  }

  public EngineServices withArchive(SegmentArchive value) {
    return new EngineServices(nanoTime, wallMillis, randomLongs, threads, value, arrays);
  }

  public EngineServices withArrays(ByteArrays value) {
    return new EngineServices(nanoTime, wallMillis, randomLongs, threads, archive, value);
  }

  /** The clock, randomness and daemon threads of this virtual machine. */
  public static EngineServices system() {
    SecureRandom random = new SecureRandom();
    return new EngineServices(
        System::nanoTime,
        System::currentTimeMillis,
        random::nextLong,
        task -> {
          Thread thread = new Thread(task, "lightning");
          thread.setDaemon(true);
          return thread;
        });
  }
}
