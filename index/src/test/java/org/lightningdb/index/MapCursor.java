package org.lightningdb.index;

import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;

/** A cursor over a map that nobody changes. */
final class MapCursor implements Cursor {
  private final NavigableMap<Slice, Slice> rows;
  private Map.@Nullable Entry<Slice, Slice> entry;

  MapCursor(NavigableMap<Slice, Slice> rows) {
    this.rows = rows;
  }

  private boolean stand(Map.@Nullable Entry<Slice, Slice> found) {
    entry = found;
    return found != null;
  }

  private Map.Entry<Slice, Slice> here() {
    if (entry == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return entry;
  }

  @Override
  public boolean first() {
    return stand(rows.firstEntry());
  }

  @Override
  public boolean last() {
    return stand(rows.lastEntry());
  }

  @Override
  public boolean seek(Slice key) {
    return stand(rows.ceilingEntry(key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    return stand(rows.floorEntry(key));
  }

  @Override
  public boolean next() {
    return stand(rows.higherEntry(here().getKey()));
  }

  @Override
  public boolean prev() {
    return stand(rows.lowerEntry(here().getKey()));
  }

  @Override
  public Slice key() {
    return here().getKey();
  }

  @Override
  public Slice value() {
    return here().getValue();
  }

  @Override
  public long commitTimestamp() {
    return 0;
  }

  @Override
  public void close() {
    entry = null;
  }
}
