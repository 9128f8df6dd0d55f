package org.lightningdb.storage.run;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;

/** A walk over the newest writes of a run, as a reader at one position sees them. */
final class RunCursor implements VersionedCursor {
  /** Instead of a timestamp: every entry says its sequence. */
  static final long SEQUENCES = -1;

  private static final Slice EMPTY = new Slice();

  private final RunReader run;
  private final VersionedCursor rows;
  private final int position;
  private final long timestamp;
  private final FoundVersion scratch = new FoundVersion();
  private final Slice olderValue = new Slice();

  private boolean standing;
  private long stamp;

  /** Where the shown write comes from; null if it is the row itself. */
  private @Nullable VersionChain chain;

  RunCursor(RunReader run, VersionedCursor rows, int position, long timestamp) {
    this.run = run;
    this.rows = rows;
    this.position = position;
    this.timestamp = timestamp;
  }

  @Override
  public boolean first() {
    return forward(rows.first());
  }

  @Override
  public boolean last() {
    return backward(rows.last());
  }

  @Override
  public boolean seek(Slice key) {
    return forward(rows.seek(key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    return backward(rows.seekForPrev(key));
  }

  @Override
  public boolean next() {
    requireStanding();
    return forward(rows.next());
  }

  @Override
  public boolean prev() {
    requireStanding();
    return backward(rows.prev());
  }

  private boolean forward(boolean rowsStand) {
    boolean stands = rowsStand;
    while (stands && !show()) {
      stands = rows.next();
    }
    standing = stands;
    return stands;
  }

  private boolean backward(boolean rowsStand) {
    boolean stands = rowsStand;
    while (stands && !show()) {
      stands = rows.prev();
    }
    standing = stands;
    return stands;
  }

  /** Finds the newest write of the row's key that is visible; false if none is. */
  private boolean show() {
    chain = null;
    stamp = rows.commitTimestamp();
    return run.visible(stamp, position) || showOlder();
  }

  private boolean showOlder() {
    VersionChain older = chain == null ? run.olderWrites(rows.key(), scratch) : chain;
    while (older != null && older.next()) {
      if (run.visible(older.stamp(), position)) {
        chain = older;
        stamp = older.stamp();
        older.value(olderValue);
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean olderVersion() {
    requireStanding();
    return timestamp == SEQUENCES && showOlder();
  }

  private void requireStanding() {
    if (!standing) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
  }

  @Override
  public Slice key() {
    requireStanding();
    return rows.key();
  }

  @Override
  public Slice value() {
    requireStanding();
    if (tombstone()) {
      return EMPTY;
    }
    return chain == null ? rows.value() : olderValue;
  }

  @Override
  public long commitTimestamp() {
    requireStanding();
    return timestamp == SEQUENCES ? run.sequence(stamp) : timestamp;
  }

  @Override
  public boolean tombstone() {
    requireStanding();
    return Stamp.deletion(stamp);
  }

  @Override
  public void close() {
    standing = false;
    rows.close();
  }
}
