package org.lightningdb.storage.layout.history;

import java.util.function.Consumer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * Compares the rows of a history tree with each other and with the newest versions: the times of
 * the versions of one key must follow each other without overlap.
 */
public final class HistoryVerifier {
  private final VersionedCursor rows;
  private final VersionedCursor newest;
  private final Consumer<String> report;
  private final HistoryRow decoder = new HistoryRow();
  private final HistoryRow.Version version = new HistoryRow.Version();

  /** The cursors must cover the whole store; they are not closed. */
  public HistoryVerifier(VersionedCursor rows, VersionedCursor newest, Consumer<String> report) {
    this.rows = rows;
    this.newest = newest;
    this.report = report;
  }

  public void verify() {
    Slice key = null;
    long laterBegins = 0;
    for (boolean stands = rows.first(); stands; stands = rows.next()) {
      Slice rowKey = rows.key().copy();
      long supersededAt = HistoryRow.supersededAt(rowKey);
      if (key == null || !HistoryRow.sameKey(key, rowKey)) {
        key = rowKey;
        laterBegins = newestBegins(decoder.storeKey(rowKey));
      }
      version.read(rows.value(), supersededAt);
      if (supersededAt != rows.commitTimestamp()
          || supersededAt > laterBegins
          || version.committedAt() >= supersededAt) {
        report.accept(
            "a version from "
                + version.committedAt()
                + " to "
                + supersededAt
                + " in a row of "
                + rows.commitTimestamp()
                + ", the next begins at "
                + laterBegins
                + ", key "
                + decoder.storeKey(rowKey));
      }
      laterBegins = version.committedAt();
    }
  }

  private long newestBegins(Slice storeKey) {
    return newest.seek(storeKey) && newest.key().compareTo(storeKey) == 0
        ? newest.commitTimestamp()
        : Long.MAX_VALUE;
  }
}
