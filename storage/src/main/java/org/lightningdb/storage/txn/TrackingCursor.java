package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;

/**
 * Notes for a serializable transaction which stretch of keys a cursor has passed over, present and
 * absent keys alike: from where each placement searched to the farthest entry reached.
 */
final class TrackingCursor implements Cursor {
  private final Cursor source;
  private final ByteRange range;
  private final long storeId;
  private final ReadSet reads;
  private @Nullable ReadInterval interval;

  TrackingCursor(Cursor source, ByteRange range, long storeId, ReadSet reads) {
    this.source = source;
    this.range = range;
    this.storeId = storeId;
    this.reads = reads;
  }

  @Override
  public boolean first() {
    boolean stands = source.first();
    begin(range.lower(), stands ? source.key() : range.upper());
    return stands;
  }

  @Override
  public boolean last() {
    boolean stands = source.last();
    begin(stands ? source.key() : range.lower(), range.upper());
    return stands;
  }

  @Override
  public boolean seek(Slice key) {
    boolean stands = source.seek(key);
    begin(inside(key), stands ? source.key() : range.upper());
    return stands;
  }

  @Override
  public boolean seekForPrev(Slice key) {
    boolean stands = source.seekForPrev(key);
    begin(stands ? source.key() : range.lower(), inside(key));
    return stands;
  }

  @Override
  public boolean next() {
    boolean stands = source.next();
    if (interval != null) {
      interval.reachUp(stands ? source.key() : range.upper());
    }
    return stands;
  }

  @Override
  public boolean prev() {
    boolean stands = source.prev();
    if (interval != null) {
      interval.reachDown(stands ? source.key() : range.lower());
    }
    return stands;
  }

  /** The part of a search that lies in the range. */
  private Slice inside(Slice key) {
    Slice lower = range.lower();
    Slice upper = range.upper();
    if (lower != null && key.compareTo(lower) < 0) {
      return lower;
    }
    return upper != null && key.compareTo(upper) > 0 ? upper : key;
  }

  private void begin(@Nullable Slice lower, @Nullable Slice upper) {
    end();
    ReadInterval next =
        new ReadInterval(lower == null ? null : lower.copy(), upper == null ? null : upper.copy());
    next.setOpen(true);
    interval = next;
    reads.add(storeId, next);
  }

  private void end() {
    if (interval != null) {
      interval.setOpen(false);
      interval = null;
    }
  }

  @Override
  public Slice key() {
    return source.key();
  }

  @Override
  public Slice value() {
    return source.value();
  }

  @Override
  public long commitTimestamp() {
    return source.commitTimestamp();
  }

  @Override
  public void close() {
    end();
    source.close();
  }
}
