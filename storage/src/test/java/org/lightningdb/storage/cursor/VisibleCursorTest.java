package org.lightningdb.storage.cursor;

import java.util.NavigableMap;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** Over sources that know nothing of the range. */
class VisibleCursorTest extends CursorContract {
  @Override
  protected Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range) {
    return new VisibleCursor(
        new MergeCursor(MergeCursorTest.deal(entries, ByteRange.all())), range);
  }
}
