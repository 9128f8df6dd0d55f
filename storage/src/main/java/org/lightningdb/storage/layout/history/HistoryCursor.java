package org.lightningdb.storage.layout.history;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * The superseded versions that were the newest ones at a timestamp: of the rows of each key, the
 * last one superseded after it, if it was committed by then.
 *
 * <p>The cursor reads ahead to the first row of the next key in its direction, so the key and the
 * version that it shows are kept apart from where the rows stand. A turn seeks anew.
 */
final class HistoryCursor implements VersionedCursor {
  /** Rows of one key looked at one by one before a seek is cheaper. */
  private static final int STEPS_MAX = 8;

  private enum Ahead {
    NOWHERE,
    FORWARD,
    BACKWARD
  }

  private final VersionedCursor rows;
  private final long readTimestamp;
  private final HistoryRow decoder = new HistoryRow();
  private final HistoryRow encoder = new HistoryRow();
  private final HistoryRow.Version version = new HistoryRow.Version();

  /** The first row met of the current key. */
  private Slice group = new Slice();

  private Slice key = new Slice();
  private boolean standing;
  private Ahead ahead = Ahead.NOWHERE;
  private boolean rowsStand;

  /**
   * @param rows over {@link HistoryLookup#rowsOf} the range wanted; taken over
   */
  HistoryCursor(VersionedCursor rows, long readTimestamp) {
    this.rows = rows;
    this.readTimestamp = readTimestamp;
  }

  @Override
  public boolean first() {
    return settleForward(rows.first());
  }

  @Override
  public boolean last() {
    return settleBackward(rows.last());
  }

  @Override
  public boolean seek(Slice wanted) {
    return settleForward(rows.seek(encoder.before(wanted)));
  }

  @Override
  public boolean seekForPrev(Slice wanted) {
    return settleBackward(rows.seekForPrev(encoder.behind(wanted)));
  }

  @Override
  public boolean next() {
    requireStanding();
    return settleForward(ahead == Ahead.FORWARD ? rowsStand : rows.seek(encoder.behind(key)));
  }

  @Override
  public boolean prev() {
    requireStanding();
    return settleBackward(
        ahead == Ahead.BACKWARD ? rowsStand : rows.seekForPrev(encoder.before(key)));
  }

  /** From the first row of a key on to the first key that existed. */
  private boolean settleForward(boolean rowsStandNow) {
    standing = false;
    rowsStand = rowsStandNow;
    ahead = Ahead.FORWARD;
    while (rowsStand) {
      if (takeForward() && version.committedAt() <= readTimestamp) {
        standing = true;
        return true;
      }
    }
    return false;
  }

  /** Passes all rows of the next key; returns whether one was superseded late enough. */
  private boolean takeForward() {
    beginGroup();
    boolean found = false;
    boolean jumped = false;
    int steps = 0;
    do {
      long supersededAt = HistoryRow.supersededAt(rows.key());
      boolean late = supersededAt > readTimestamp;
      if (late) {
        version.read(rows.value(), supersededAt);
        found = true;
      }
      steps++;
      if (!late || jumped) {
        boolean step = steps < STEPS_MAX && !jumped;
        rowsStand = step ? rows.next() : rows.seek(encoder.behind(key));
      } else if (steps < STEPS_MAX) {
        rowsStand = rows.next();
      } else {
        rowsStand = rows.seekForPrev(encoder.key(key, readTimestamp + 1));
        jumped = true;
      }
    } while (rowsStand && HistoryRow.sameKey(rows.key(), group));
    return found;
  }

  /** From the last row of a key back to the first key that existed. */
  private boolean settleBackward(boolean rowsStandNow) {
    standing = false;
    rowsStand = rowsStandNow;
    ahead = Ahead.BACKWARD;
    while (rowsStand) {
      if (takeBackward() && version.committedAt() <= readTimestamp) {
        standing = true;
        return true;
      }
    }
    return false;
  }

  /** As {@link #takeForward}, the other way: the first late row is the one. */
  private boolean takeBackward() {
    beginGroup();
    boolean found = false;
    int steps = 0;
    do {
      long supersededAt = HistoryRow.supersededAt(rows.key());
      if (!found && supersededAt > readTimestamp) {
        version.read(rows.value(), supersededAt);
        found = true;
      }
      steps++;
      if (steps < STEPS_MAX) {
        rowsStand = rows.prev();
      } else if (found) {
        rowsStand = rows.seekForPrev(encoder.before(key));
      } else {
        Slice latest = encoder.key(key, readTimestamp + 1);
        rowsStand = rows.seekForPrev(latest);
      }
    } while (rowsStand && HistoryRow.sameKey(rows.key(), group));
    return found;
  }

  private void beginGroup() {
    group = rows.key().copy();
    key = decoder.storeKey(group);
  }

  private void requireStanding() {
    if (!standing) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
  }

  @Override
  public Slice key() {
    requireStanding();
    return key;
  }

  @Override
  public Slice value() {
    requireStanding();
    return version.value();
  }

  @Override
  public long commitTimestamp() {
    requireStanding();
    return version.committedAt();
  }

  @Override
  public boolean tombstone() {
    requireStanding();
    return version.tombstone();
  }

  /** {@link PastCursor} knows where older ones are. */
  @Override
  public boolean olderVersion() {
    requireStanding();
    return false;
  }

  @Override
  public void close() {
    standing = false;
    rows.close();
  }
}
