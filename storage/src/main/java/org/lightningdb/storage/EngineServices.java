package org.lightningdb.storage;

import java.security.SecureRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What an engine takes from its surroundings, so that tests can put their own in place.
 *
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param randomLongs a source of identities for new databases
 * @param threads makes the few background threads; each names itself when it starts
 */
public record EngineServices(
    LongSupplier nanoTime, LongSupplier randomLongs, ThreadFactory threads) {

  /** The clock, randomness and daemon threads of this virtual machine. */
  public static EngineServices system() {
    SecureRandom random = new SecureRandom();
    return new EngineServices(
        System::nanoTime,
        random::nextLong,
        task -> {
          Thread thread = new Thread(task, "lightning");
          thread.setDaemon(true);
          return thread;
        });
  }
}
