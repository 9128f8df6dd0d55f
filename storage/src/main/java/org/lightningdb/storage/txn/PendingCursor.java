package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * A walk over the own writes made before a position. The transaction may go on writing while the
 * cursor is open: a move after a change searches again from the current key.
 */
final class PendingCursor implements VersionedCursor {
  private final SortedWrites writes;
  private final ByteRange range;
  private final int position;
  private final boolean sequences;
  private final Slice key = new Slice();
  private final Slice value = new Slice();
  private long place = SortedWrites.NOWHERE;
  private int changesSeen;
  private @Nullable PendingWrite current;

  /**
   * @param sequences whether entries say their sequence instead of a timestamp, and {@link
   *     #olderVersion} knows the older writes
   */
  PendingCursor(SortedWrites writes, ByteRange range, int position, boolean sequences) {
    this.writes = writes;
    this.range = range;
    this.position = position;
    this.sequences = sequences;
  }

  @Override
  public boolean first() {
    Slice lower = range.lower();
    return forward(lower == null ? writes.first() : writes.ceiling(lower));
  }

  @Override
  public boolean last() {
    Slice upper = range.upper();
    return backward(upper == null ? writes.last() : writes.lower(upper));
  }

  @Override
  public boolean seek(Slice target) {
    Slice lower = range.lower();
    return forward(writes.ceiling(lower != null && lower.compareTo(target) > 0 ? lower : target));
  }

  @Override
  public boolean seekForPrev(Slice target) {
    Slice upper = range.upper();
    return backward(
        upper != null && upper.compareTo(target) <= 0 ? writes.lower(upper) : writes.floor(target));
  }

  @Override
  public boolean next() {
    Slice from = key();
    if (changesSeen == writes.changes()) {
      return forward(writes.after(place));
    }
    long start = writes.ceiling(from);
    boolean same = start != SortedWrites.NOWHERE && writes.at(start).compareKey(current()) == 0;
    return forward(same ? writes.after(start) : start);
  }

  @Override
  public boolean prev() {
    Slice from = key();
    return backward(changesSeen == writes.changes() ? writes.before(place) : writes.lower(from));
  }

  private boolean forward(long start) {
    Slice upper = range.upper();
    long at = start;
    while (at != SortedWrites.NOWHERE) {
      PendingWrite newest = writes.at(at);
      if (upper != null && newest.key(key).compareTo(upper) >= 0) {
        break;
      }
      PendingWrite write = PendingWrite.before(newest, position);
      if (write != null) {
        return stand(at, write);
      }
      at = writes.after(at);
    }
    current = null;
    return false;
  }

  private boolean backward(long start) {
    Slice lower = range.lower();
    long at = start;
    while (at != SortedWrites.NOWHERE) {
      PendingWrite newest = writes.at(at);
      if (lower != null && newest.key(key).compareTo(lower) < 0) {
        break;
      }
      PendingWrite write = PendingWrite.before(newest, position);
      if (write != null) {
        return stand(at, write);
      }
      at = writes.before(at);
    }
    current = null;
    return false;
  }

  private boolean stand(long at, PendingWrite write) {
    place = at;
    changesSeen = writes.changes();
    current = write;
    return true;
  }

  private PendingWrite current() {
    PendingWrite write = current;
    if (write == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return write;
  }

  @Override
  public Slice key() {
    return current().key(key);
  }

  @Override
  public Slice value() {
    return current().value(value);
  }

  @Override
  public long commitTimestamp() {
    return sequences ? current().sequence() : Long.MAX_VALUE;
  }

  @Override
  public boolean tombstone() {
    return current().tombstone();
  }

  @Override
  public boolean olderVersion() {
    PendingWrite older = sequences ? current().previous : null;
    if (older == null) {
      return false;
    }
    current = older;
    return true;
  }

  @Override
  public void close() {
    current = null;
  }
}
