package org.lightningdb.storage.cursor;

import org.lightningdb.storage.bytes.Slice;

/**
 * An ordered walk over keys and values: the one contract that the delta, a block, a tree, a merge
 * and a transaction all keep.
 *
 * <p>A new cursor stands nowhere. {@link #seek}, {@link #seekForPrev}, {@link #first} and {@link
 * #last} place it; all moves return whether it now stands on an entry. {@link #key}, {@link #value}
 * and {@link #commitTimestamp} require that the last move returned true; the slices are borrowed
 * until the next move or close. After a move returned false the cursor stands nowhere and must be
 * placed again before {@link #next} or {@link #prev}.
 *
 * <p>Cursors are used by one thread at a time. Closing twice is harmless. A cursor that covers a
 * range never leaves it: a seek outside lands on the nearest entry inside.
 */
public interface Cursor extends AutoCloseable {
  /** To the first entry. */
  boolean first();

  /** To the last entry. */
  boolean last();

  /** To the smallest entry at or above {@code key}. */
  boolean seek(Slice key);

  /** To the largest entry at or below {@code key}. */
  boolean seekForPrev(Slice key);

  boolean next();

  boolean prev();

  Slice key();

  Slice value();

  /** When the entry was committed; {@link Long#MAX_VALUE} for a write of the own transaction. */
  long commitTimestamp();

  @Override
  void close();
}
