package org.lightningdb.storage.txn;

import java.util.Arrays;
import org.lightningdb.storage.run.RunWriter;

/**
 * The positions that views and savepoints were given: between two of them nobody can tell earlier
 * writes from later ones.
 *
 * <p>Kept are the positions among the writes in memory and, of those before them, the last one: it
 * may lie behind everything that some store has spilled, and then the next run of that store must
 * not become one with the runs before. That holds for a position that was rolled back to as well,
 * since it can be rolled back to again. Used by one thread.
 */
final class Marks implements RunWriter.Marks {
  private int[] positions = new int[4];
  private int count;

  /** Adds a position, which is not below the one before. */
  void add(int position) {
    if (count > 0 && positions[count - 1] == position) {
      return;
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
    }
    positions[count++] = position;
  }

  /** Forgets what lies before {@code position}, but for the last of it. */
  void keepFrom(int position) {
    int first = Math.max(0, ceiling(position) - 1);
    System.arraycopy(positions, first, positions, 0, count - first);
    count -= first;
  }

  /** The index of the first position not below {@code position}. */
  private int ceiling(int position) {
    int index = Arrays.binarySearch(positions, 0, count, position);
    return index >= 0 ? index : -1 - index;
  }

  /** {@code newerSequence} is not before the first write in memory; the older one may be. */
  @Override
  public boolean between(int olderSequence, int newerSequence) {
    int index = ceiling(olderSequence + 1);
    return index < count && positions[index] <= newerSequence;
  }
}
