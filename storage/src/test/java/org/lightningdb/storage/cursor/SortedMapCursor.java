package org.lightningdb.storage.cursor;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** The plainest versioned cursor: a walk over a sorted map, for tests. */
public final class SortedMapCursor implements VersionedCursor {
  private final NavigableMap<Slice, CursorContract.Entry> entries = new TreeMap<>();
  private Map.@Nullable Entry<Slice, CursorContract.Entry> place;

  public SortedMapCursor(NavigableMap<Slice, CursorContract.Entry> source, ByteRange range) {
    source.forEach(
        (key, entry) -> {
          if (range.contains(key)) {
            entries.put(key, entry);
          }
        });
  }

  private boolean stand(Map.@Nullable Entry<Slice, CursorContract.Entry> newPlace) {
    place = newPlace;
    return place != null;
  }

  private Map.Entry<Slice, CursorContract.Entry> place() {
    if (place == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return place;
  }

  @Override
  public boolean first() {
    return stand(entries.firstEntry());
  }

  @Override
  public boolean last() {
    return stand(entries.lastEntry());
  }

  @Override
  public boolean seek(Slice key) {
    return stand(entries.ceilingEntry(key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    return stand(entries.floorEntry(key));
  }

  @Override
  public boolean next() {
    return stand(entries.higherEntry(place().getKey()));
  }

  @Override
  public boolean prev() {
    return stand(entries.lowerEntry(place().getKey()));
  }

  @Override
  public Slice key() {
    return place().getKey();
  }

  @Override
  public Slice value() {
    return place().getValue().value();
  }

  @Override
  public long commitTimestamp() {
    return place().getValue().timestamp();
  }

  @Override
  public boolean tombstone() {
    return place().getValue().tombstone();
  }

  @Override
  public boolean olderVersion() {
    return false;
  }

  @Override
  public void close() {
    place = null;
  }
}
