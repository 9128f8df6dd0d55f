package org.lightningdb.storage.layout.history;

import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;

/** Looks up versions of single keys in a history tree. Used by one thread; closes its cursor. */
public final class HistoryLookup implements AutoCloseable {
  private final VersionedCursor rows;
  private final boolean gapsAreDeletions;
  private final HistoryRow row = new HistoryRow();
  private final HistoryRow.Version version = new HistoryRow.Version();

  /**
   * @param rows over the whole tree; taken over
   * @param gapsAreDeletions whether the tree holds every version but deletions, so that a time
   *     between two rows of a key means that it was deleted
   */
  public HistoryLookup(VersionedCursor rows, boolean gapsAreDeletions) {
    this.rows = rows;
    this.gapsAreDeletions = gapsAreDeletions;
  }

  /** The rows of the keys in {@code range}: what a cursor over a tree must cover for them. */
  public static ByteRange rowsOf(ByteRange range) {
    HistoryRow row = new HistoryRow();
    Slice lower = range.lower();
    Slice upper = range.upper();
    Slice first = lower == null ? null : row.before(lower).copy();
    return new ByteRange(first, upper == null ? null : row.before(upper).copy());
  }

  /** The longest key of a row of a store whose keys have at most {@code keyBytes}. */
  public static int keyBytesMax(int keyBytes) {
    return 2 * keyBytes + HistoryRow.SUFFIX_BYTES;
  }

  /** The longest value of a row of a store whose values have at most {@code valueBytes}. */
  public static int valueBytesMax(int valueBytes) {
    return valueBytes + HistoryRow.VARINT_BYTES_MAX;
  }

  /**
   * The superseded version of {@code key} that was the newest one at {@code readTimestamp}.
   *
   * @return whether there is one, maybe a tombstone, in {@code out}
   */
  public boolean find(Slice key, long readTimestamp, FoundVersion out) {
    Slice latest = row.key(key, readTimestamp + 1);
    if (!rows.seekForPrev(latest) || !HistoryRow.sameKey(rows.key(), latest)) {
      return false;
    }
    version.read(rows.value(), HistoryRow.supersededAt(rows.key()));
    if (version.committedAt() > readTimestamp) {
      return false;
    }
    version.copyTo(out);
    return true;
  }

  /**
   * The next version of {@code key} that is older than the one committed at {@code timestamp}.
   *
   * @return whether there is one, maybe a tombstone, in {@code out}
   */
  public boolean older(Slice key, long timestamp, FoundVersion out) {
    Slice next = row.key(key, timestamp);
    if (!rows.seek(next) || !HistoryRow.sameKey(rows.key(), next)) {
      return false;
    }
    long supersededAt = HistoryRow.supersededAt(rows.key());
    if (gapsAreDeletions && supersededAt < timestamp) {
      out.setTombstone(supersededAt);
    } else {
      version.read(rows.value(), supersededAt);
      version.copyTo(out);
    }
    return true;
  }

  /** When the last superseded version of {@code key} was superseded; 0 if there is none. */
  public long newestTimestamp(Slice key) {
    Slice first = row.key(key, Long.MAX_VALUE);
    return rows.seek(first) && HistoryRow.sameKey(rows.key(), first)
        ? HistoryRow.supersededAt(rows.key())
        : 0;
  }

  @Override
  public void close() {
    rows.close();
  }
}
