package org.lightningdb.storage.layout.history;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.ForwardCursor;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * The rows that a flush adds to a history tree: of each changed key every version but the newest,
 * those among the changes first and then the one that the tree holds, as far as a view may still
 * look back to them. Walks forward once, {@link #first} and {@link #next}.
 */
public final class SupersededCursor extends ForwardCursor {
  private final VersionedCursor changes;
  private final VersionedCursor base;
  private final long horizon;
  private final boolean keepsDeletions;
  private final HistoryRow keyRow = new HistoryRow();
  private final HistoryRow valueRow = new HistoryRow();

  /** Whether the versions of the current key among the changes are all passed. */
  private boolean changesPassed;

  /** Whether {@link #changes} stands on a key. */
  private boolean standing;

  private long supersededAt;
  private long committedAt;
  private Slice rowKey = new Slice();
  private Slice rowValue = new Slice();

  /**
   * @param changes newer than everything in {@code base}, with their older versions; not closed
   * @param base the newest versions so far, of the whole store; taken over
   * @param horizon versions superseded at or before it are left out
   * @param keepsDeletions whether superseded deletions become rows as well
   */
  public SupersededCursor(
      VersionedCursor changes, VersionedCursor base, long horizon, boolean keepsDeletions) {
    this.changes = changes;
    this.base = base;
    this.horizon = horizon;
    this.keepsDeletions = keepsDeletions;
  }

  @Override
  public boolean first() {
    standing = changes.first();
    changesPassed = false;
    if (standing) {
      committedAt = changes.commitTimestamp();
    }
    return settle();
  }

  @Override
  public boolean next() {
    return settle();
  }

  /** To the next version worth keeping; the version it stands on, if any, is passed. */
  private boolean settle() {
    while (standing) {
      if (changesPassed) {
        nextKey();
      } else if (changes.olderVersion()) {
        supersededAt = committedAt;
        committedAt = changes.commitTimestamp();
        if (supersededAt <= horizon) {
          nextKey();
        } else if (keepsDeletions || !changes.tombstone()) {
          write(changes);
          return true;
        }
      } else {
        changesPassed = true;
        supersededAt = committedAt;
        if (supersededAt > horizon && base.seek(changes.key()) && atKey()) {
          committedAt = base.commitTimestamp();
          if (keepsDeletions || !base.tombstone()) {
            write(base);
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean atKey() {
    return base.key().compareTo(changes.key()) == 0;
  }

  private void nextKey() {
    standing = changes.next();
    changesPassed = false;
    if (standing) {
      committedAt = changes.commitTimestamp();
    }
  }

  private void write(VersionedCursor version) {
    rowKey = keyRow.key(changes.key(), supersededAt);
    rowValue = valueRow.value(supersededAt, committedAt, version.tombstone(), version.value());
  }

  @Override
  public Slice key() {
    return rowKey;
  }

  @Override
  public Slice value() {
    return rowValue;
  }

  /** Of the row, not of the version in it: when the version was superseded. */
  @Override
  public long commitTimestamp() {
    return supersededAt;
  }

  @Override
  public void close() {
    base.close();
  }
}
