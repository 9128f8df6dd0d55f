package org.lightningdb.storage.layout.lsm;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/** A walk over one run: the rows of its main tree, with their stamps taken apart. */
final class RunCursor implements VersionedCursor {
  private static final Slice NO_VALUE = new Slice();

  private final VersionedCursor rows;
  private final long newestStamp;

  /** Takes over {@code rows} and closes them when this is closed. */
  RunCursor(VersionedCursor rows, long readTimestamp) {
    this.rows = rows;
    this.newestStamp = RunStamp.newestVisible(readTimestamp);
  }

  private boolean forward(boolean stands) {
    boolean found = stands;
    while (found && !isVisible()) {
      found = rows.next();
    }
    return found;
  }

  private boolean backward(boolean stands) {
    boolean found = stands;
    while (found && !isVisible()) {
      found = rows.prev();
    }
    return found;
  }

  private boolean isVisible() {
    return rows.commitTimestamp() <= newestStamp;
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
    return forward(rows.next());
  }

  @Override
  public boolean prev() {
    return backward(rows.prev());
  }

  @Override
  public Slice key() {
    return rows.key();
  }

  /** What the row of a deletion holds means nothing, see {@link RunSource#value}. */
  @Override
  public Slice value() {
    return tombstone() ? NO_VALUE : rows.value();
  }

  @Override
  public long commitTimestamp() {
    return RunStamp.timestamp(rows.commitTimestamp());
  }

  @Override
  public boolean tombstone() {
    return RunStamp.tombstone(rows.commitTimestamp());
  }

  @Override
  public boolean olderVersion() {
    return rows.olderVersion();
  }

  @Override
  public void close() {
    rows.close();
  }
}
