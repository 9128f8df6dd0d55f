package org.lightningdb.index.table;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.txn.ReadView;

/**
 * Walks the entries of some ranges of one store, one range after the other; ranges of a single key
 * are looked up without a cursor. Key and value are valid until the next move, reads of the same
 * view in between included.
 */
final class EntrySource implements Entries {
  private final ReadView view;
  private final long storeId;
  private final List<EntryRange> ranges;
  private final boolean backward;
  private final Slice pointValue = new Slice();
  private final boolean ownPointValue;
  private int started;
  private @Nullable Cursor cursor;
  private Slice key = new Slice();
  private Slice value = new Slice();

  /**
   * @param ownPointValue whether the view is read between the moves, so that looked-up values have
   *     to be copied
   */
  EntrySource(
      ReadView view,
      long storeId,
      List<EntryRange> ranges,
      boolean backward,
      boolean ownPointValue) {
    this.view = view;
    this.storeId = storeId;
    this.ranges = ranges;
    this.backward = backward;
    this.ownPointValue = ownPointValue;
  }

  @Override
  public boolean next() {
    if (cursor != null) {
      if (backward ? cursor.prev() : cursor.next()) {
        return standOn(cursor);
      }
      closeCursor();
    }
    while (started < ranges.size()) {
      EntryRange range = ranges.get(backward ? ranges.size() - 1 - started : started);
      started++;
      if (range.point() ? lookUp(range) : enter(range)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Slice key() {
    return key;
  }

  @Override
  public Slice value() {
    return value;
  }

  @Override
  public void close() {
    closeCursor();
    started = ranges.size();
  }

  private boolean lookUp(EntryRange range) {
    Slice point = range.bytes().lower();
    if (point == null) {
      throw new IllegalStateException("a point range has no key");
    }
    Slice found = view.get(storeId, point);
    if (found == null) {
      return false;
    }
    key = point;
    value = ownPointValue ? pointValue.set(found.toByteArray(), 0, found.length()) : found;
    return true;
  }

  private boolean enter(EntryRange range) {
    Cursor opened = view.cursor(storeId, range.bytes());
    cursor = opened;
    if (backward ? opened.last() : opened.first()) {
      return standOn(opened);
    }
    closeCursor();
    return false;
  }

  private boolean standOn(Cursor opened) {
    key = opened.key();
    value = opened.value();
    return true;
  }

  private void closeCursor() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }
}
