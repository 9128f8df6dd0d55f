package org.lightningdb.storage.layout.history;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * Newest versions and superseded ones seen as one source: a walk over what was visible at a
 * timestamp, and from each version to the older ones of its key.
 */
public final class PastCursor implements VersionedCursor {
  private final VersionedCursor visible;
  private final Function<ByteRange, VersionedCursor> history;
  private final boolean gapsAreDeletions;
  private final FoundVersion older = new FoundVersion();
  private @Nullable HistoryLookup lookup;

  /** Whether {@link #older} is shown instead of where {@link #visible} stands. */
  private boolean showsOlder;

  private PastCursor(
      VersionedCursor visible,
      Function<ByteRange, VersionedCursor> history,
      boolean gapsAreDeletions) {
    this.visible = visible;
    this.history = history;
    this.gapsAreDeletions = gapsAreDeletions;
  }

  /**
   * A walk over the newest versions, which are all visible.
   *
   * @param newest taken over
   * @param history makes cursors over the rows of the history tree
   * @param gapsAreDeletions see {@link HistoryLookup}
   */
  public static VersionedCursor ofNewest(
      VersionedCursor newest,
      Function<ByteRange, VersionedCursor> history,
      boolean gapsAreDeletions) {
    return new PastCursor(newest, history, gapsAreDeletions);
  }

  /**
   * A walk over what was visible at {@code readTimestamp}.
   *
   * @param newest the newest versions in {@code range}, visible or not; taken over
   * @param history makes cursors over the rows of the history tree
   * @param gapsAreDeletions see {@link HistoryLookup}
   */
  public static VersionedCursor at(
      long readTimestamp,
      ByteRange range,
      VersionedCursor newest,
      Function<ByteRange, VersionedCursor> history,
      boolean gapsAreDeletions) {
    VersionedCursor superseded =
        new HistoryCursor(history.apply(HistoryLookup.rowsOf(range)), readTimestamp);
    VersionedCursor visible =
        new MergeCursor(List.of(new NotAfterCursor(newest, readTimestamp), superseded));
    return new PastCursor(visible, history, gapsAreDeletions);
  }

  @Override
  public boolean first() {
    showsOlder = false;
    return visible.first();
  }

  @Override
  public boolean last() {
    showsOlder = false;
    return visible.last();
  }

  @Override
  public boolean seek(Slice key) {
    showsOlder = false;
    return visible.seek(key);
  }

  @Override
  public boolean seekForPrev(Slice key) {
    showsOlder = false;
    return visible.seekForPrev(key);
  }

  @Override
  public boolean next() {
    showsOlder = false;
    return visible.next();
  }

  @Override
  public boolean prev() {
    showsOlder = false;
    return visible.prev();
  }

  @Override
  public Slice key() {
    return visible.key();
  }

  @Override
  public Slice value() {
    return showsOlder ? older.value() : visible.value();
  }

  @Override
  public long commitTimestamp() {
    return showsOlder ? older.commitTimestamp() : visible.commitTimestamp();
  }

  @Override
  public boolean tombstone() {
    return showsOlder ? older.tombstone() : visible.tombstone();
  }

  @Override
  public boolean olderVersion() {
    Slice key = visible.key();
    HistoryLookup found = lookup;
    if (found == null) {
      found = new HistoryLookup(history.apply(ByteRange.all()), gapsAreDeletions);
      lookup = found;
    }
    if (found.older(key, commitTimestamp(), older)) {
      showsOlder = true;
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    visible.close();
    if (lookup != null) {
      lookup.close();
    }
  }
}
