package org.lightningdb.storage.txn;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One published set of tree roots and who still reads it. Blocks that a later generation freed may
 * be overwritten only when no earlier generation is pinned; deltas that a later generation flushed
 * are forgotten only when no writer pins an earlier one. Thread-safe.
 */
public final class RootGeneration {
  private final long number;
  private final AtomicInteger pins = new AtomicInteger();
  private final AtomicInteger writerPins = new AtomicInteger();

  public RootGeneration(long number) {
    this.number = number;
  }

  public long number() {
    return number;
  }

  void pin(boolean writer) {
    pins.incrementAndGet();
    if (writer) {
      writerPins.incrementAndGet();
    }
  }

  void unpin(boolean writer) {
    if (writer) {
      writerPins.decrementAndGet();
    }
    pins.decrementAndGet();
  }

  boolean pinned() {
    return pins.get() > 0;
  }

  boolean pinnedByWriter() {
    return writerPins.get() > 0;
  }
}
