package org.lightningdb.storage.run;

import java.util.Arrays;

/**
 * The sequences of writes that a transaction took back by rolling back to a savepoint after they
 * had left its memory: disjoint intervals in ascending order. Immutable.
 */
public final class DeadSequences {
  public static final DeadSequences NONE = new DeadSequences(new int[0]);

  /** From (inclusive), to (exclusive), from, to and so on. */
  private final int[] bounds;

  private DeadSequences(int[] bounds) {
    this.bounds = bounds;
  }

  /** With the sequences from {@code from} on below {@code to}, which is above all others. */
  public DeadSequences with(int from, int to) {
    int kept = bounds.length;
    while (kept > 0 && bounds[kept - 2] >= from) {
      kept -= 2;
    }
    int start = from;
    if (kept > 0 && bounds[kept - 1] >= from) {
      start = bounds[kept - 2];
      kept -= 2;
    }
    int[] next = Arrays.copyOf(bounds, kept + 2);
    next[kept] = start;
    next[kept + 1] = to;
    return new DeadSequences(next);
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  public boolean contains(int sequence) {
    int low = 0;
    int high = bounds.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (sequence < bounds[2 * middle]) {
        high = middle - 1;
      } else if (sequence >= bounds[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** How many intervals there are. */
  public int count() {
    return bounds.length / 2;
  }

  public int from(int interval) {
    return bounds[2 * interval];
  }

  public int to(int interval) {
    return bounds[2 * interval + 1];
  }
}
