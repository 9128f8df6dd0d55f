package org.lightningdb.storage.txn;

import java.util.Arrays;
import org.lightningdb.storage.run.RunWriter;

/**
 * The positions of the writes still in memory that a view or savepoint was given: between two of
 * them nobody can tell earlier writes from later ones. Used by one thread.
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

  /** Forgets what lies before {@code position}. */
  void keepFrom(int position) {
    int first = ceiling(position);
    System.arraycopy(positions, first, positions, 0, count - first);
    count -= first;
  }

  /** The index of the first position not below {@code position}. */
  private int ceiling(int position) {
    int index = Arrays.binarySearch(positions, 0, count, position);
    return index >= 0 ? index : -1 - index;
  }

  @Override
  public boolean between(int olderSequence, int newerSequence) {
    int index = ceiling(olderSequence + 1);
    return index < count && positions[index] <= newerSequence;
  }
}
