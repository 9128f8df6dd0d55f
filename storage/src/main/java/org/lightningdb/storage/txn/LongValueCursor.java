package org.lightningdb.storage.txn;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;

/** Shows streamed values whole, so that who walks over a store need not know of them. */
final class LongValueCursor implements Cursor {
  private final PinnedView view;
  private final long storeId;
  private final Cursor source;

  LongValueCursor(PinnedView view, long storeId, Cursor source) {
    this.view = view;
    this.storeId = storeId;
    this.source = source;
  }

  @Override
  public boolean first() {
    return source.first();
  }

  @Override
  public boolean last() {
    return source.last();
  }

  @Override
  public boolean seek(Slice key) {
    return source.seek(key);
  }

  @Override
  public boolean seekForPrev(Slice key) {
    return source.seekForPrev(key);
  }

  @Override
  public boolean next() {
    return source.next();
  }

  @Override
  public boolean prev() {
    return source.prev();
  }

  @Override
  public Slice key() {
    return source.key();
  }

  @Override
  public Slice value() {
    Slice value = source.value();
    return LongValues.isReference(value) ? view.whole(storeId, source.key(), value) : value;
  }

  @Override
  public long commitTimestamp() {
    return source.commitTimestamp();
  }

  @Override
  public void close() {
    source.close();
  }
}
