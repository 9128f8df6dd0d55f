package org.lightningdb.storage.txn;

import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * A walk over the own writes made before a position. Every move searches the tree again from the
 * current key, so the transaction may go on writing while the cursor is open.
 */
final class PendingCursor implements VersionedCursor {
  private static final Slice EMPTY = new Slice();

  private final NavigableMap<Slice, PendingWrite> writes;
  private final ByteRange range;
  private final int position;
  private @Nullable PendingWrite current;

  PendingCursor(NavigableMap<Slice, PendingWrite> writes, ByteRange range, int position) {
    this.writes = writes;
    this.range = range;
    this.position = position;
  }

  @Override
  public boolean first() {
    Slice lower = range.lower();
    return forward(lower == null ? writes.firstEntry() : writes.ceilingEntry(lower));
  }

  @Override
  public boolean last() {
    Slice upper = range.upper();
    return backward(upper == null ? writes.lastEntry() : writes.lowerEntry(upper));
  }

  @Override
  public boolean seek(Slice key) {
    Slice lower = range.lower();
    return forward(writes.ceilingEntry(lower != null && lower.compareTo(key) > 0 ? lower : key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    Slice upper = range.upper();
    return backward(
        upper != null && upper.compareTo(key) <= 0
            ? writes.lowerEntry(upper)
            : writes.floorEntry(key));
  }

  @Override
  public boolean next() {
    return forward(writes.higherEntry(current().key()));
  }

  @Override
  public boolean prev() {
    return backward(writes.lowerEntry(current().key()));
  }

  private boolean forward(Map.@Nullable Entry<Slice, PendingWrite> start) {
    Slice upper = range.upper();
    Map.Entry<Slice, PendingWrite> entry = start;
    while (entry != null && (upper == null || entry.getKey().compareTo(upper) < 0)) {
      PendingWrite write = PendingWrite.before(entry.getValue(), position);
      if (write != null) {
        current = write;
        return true;
      }
      entry = writes.higherEntry(entry.getKey());
    }
    current = null;
    return false;
  }

  private boolean backward(Map.@Nullable Entry<Slice, PendingWrite> start) {
    Slice lower = range.lower();
    Map.Entry<Slice, PendingWrite> entry = start;
    while (entry != null && (lower == null || entry.getKey().compareTo(lower) >= 0)) {
      PendingWrite write = PendingWrite.before(entry.getValue(), position);
      if (write != null) {
        current = write;
        return true;
      }
      entry = writes.lowerEntry(entry.getKey());
    }
    current = null;
    return false;
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
    return current().key();
  }

  @Override
  public Slice value() {
    Slice value = current().value();
    return value == null ? EMPTY : value;
  }

  @Override
  public long commitTimestamp() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean tombstone() {
    return current().value() == null;
  }

  @Override
  public void close() {
    current = null;
  }
}
