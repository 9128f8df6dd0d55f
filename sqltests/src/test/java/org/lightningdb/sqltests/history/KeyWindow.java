package org.lightningdb.sqltests.history;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Which keys are written and read now: few at a time, and each for some time only. */
final class KeyWindow {
  /** Keys in use at once. */
  static final int WIDTH = 6;

  private static final int WRITES_OF_A_KEY = 24;

  private final AtomicInteger values = new AtomicInteger();

  /** A number that was never written. */
  int nextValue() {
    return values.incrementAndGet();
  }

  int nextKey(Random random) {
    return values.get() / WRITES_OF_A_KEY + random.nextInt(WIDTH);
  }

  /** More keys than so many writes can reach. */
  static int keysFor(int writes) {
    return writes / WRITES_OF_A_KEY + WIDTH + 1;
  }
}
