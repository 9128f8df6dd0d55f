package org.lightningdb.storage.layout.lsm;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/** A walk over runs that do not overlap, one after the other; only the current one is open. */
final class LevelCursor implements VersionedCursor {
  private final List<Run> runs;
  private final Function<Run, VersionedCursor> opener;
  private int place = -1;
  private @Nullable VersionedCursor current;
  private boolean standing;

  /**
   * @param runs in the order of their keys
   * @param opener makes a cursor over one of them
   */
  LevelCursor(List<Run> runs, Function<Run, VersionedCursor> opener) {
    this.runs = runs;
    this.opener = opener;
  }

  private VersionedCursor open(int newPlace) {
    VersionedCursor cursor = current;
    if (cursor == null || newPlace != place) {
      close();
      cursor = opener.apply(runs.get(newPlace));
      current = cursor;
      place = newPlace;
    }
    return cursor;
  }

  private VersionedCursor standing() {
    VersionedCursor cursor = current;
    if (!standing || cursor == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return cursor;
  }

  /** The first row of the runs from {@code from} on. */
  private boolean firstFrom(int from) {
    standing = false;
    for (int i = from; i < runs.size() && !standing; i++) {
      standing = open(i).first();
    }
    return standing;
  }

  /** The last row of the runs up to {@code from}. */
  private boolean lastFrom(int from) {
    standing = false;
    for (int i = from; i >= 0 && !standing; i--) {
      standing = open(i).last();
    }
    return standing;
  }

  @Override
  public boolean first() {
    return firstFrom(0);
  }

  @Override
  public boolean last() {
    return lastFrom(runs.size() - 1);
  }

  @Override
  public boolean seek(Slice key) {
    standing = false;
    int found = RunList.firstEndingAtOrAbove(runs, key);
    standing = found < runs.size() && open(found).seek(key);
    return standing || firstFrom(found + 1);
  }

  @Override
  public boolean seekForPrev(Slice key) {
    standing = false;
    int found = RunList.firstEndingAtOrAbove(runs, key);
    if (found == runs.size() || runs.get(found).firstKey().compareTo(key) > 0) {
      return lastFrom(found - 1);
    }
    standing = open(found).seekForPrev(key);
    return standing || lastFrom(found - 1);
  }

  @Override
  public boolean next() {
    VersionedCursor cursor = standing();
    standing = false;
    standing = cursor.next();
    return standing || firstFrom(place + 1);
  }

  @Override
  public boolean prev() {
    VersionedCursor cursor = standing();
    standing = false;
    standing = cursor.prev();
    return standing || lastFrom(place - 1);
  }

  @Override
  public Slice key() {
    return standing().key();
  }

  @Override
  public Slice value() {
    return standing().value();
  }

  @Override
  public long commitTimestamp() {
    return standing().commitTimestamp();
  }

  @Override
  public boolean tombstone() {
    return standing().tombstone();
  }

  @Override
  public boolean olderVersion() {
    return standing().olderVersion();
  }

  @Override
  public void close() {
    standing = false;
    VersionedCursor cursor = current;
    current = null;
    if (cursor != null) {
      cursor.close();
    }
  }
}
