package org.lightningdb.storage.txn;

import java.util.Arrays;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * The positions of a transaction that it can be rolled back to, ascending: each that was given out
 * and not passed over by a rollback to an earlier one. Used by one thread.
 */
final class Savepoints {
  private int[] positions = new int[4];
  private int count;
  private int newest = -1;

  /** Gives out a position, which is not below the one before. */
  void add(int position) {
    newest = position;
    if (count > 0 && positions[count - 1] == position) {
      return;
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
    }
    positions[count++] = position;
  }

  /**
   * Releases what was given out after {@code position}, which stays.
   *
   * @throws StorageException {@code INVALID_REQUEST} if it is not to be rolled back to; nothing has
   *     changed then
   */
  void rollBackTo(int position) {
    int index = Arrays.binarySearch(positions, 0, count, position);
    if (index < 0) {
      throw new StorageException(
          Kind.INVALID_REQUEST,
          position < 0 || position > newest
              ? "there is no savepoint " + position
              : "savepoint "
                  + position
                  + " was never given out, or released by a rollback to an earlier one");
    }
    count = index + 1;
  }
}
