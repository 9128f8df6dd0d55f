package org.lightningdb.storage.layout.history;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/** Those of the newest versions that had been committed by a timestamp. */
final class NotAfterCursor implements VersionedCursor {
  private final VersionedCursor newest;
  private final long readTimestamp;

  NotAfterCursor(VersionedCursor newest, long readTimestamp) {
    this.newest = newest;
    this.readTimestamp = readTimestamp;
  }

  private boolean settleForward(boolean stands) {
    boolean standing = stands;
    while (standing && newest.commitTimestamp() > readTimestamp) {
      standing = newest.next();
    }
    return standing;
  }

  private boolean settleBackward(boolean stands) {
    boolean standing = stands;
    while (standing && newest.commitTimestamp() > readTimestamp) {
      standing = newest.prev();
    }
    return standing;
  }

  @Override
  public boolean first() {
    return settleForward(newest.first());
  }

  @Override
  public boolean last() {
    return settleBackward(newest.last());
  }

  @Override
  public boolean seek(Slice key) {
    return settleForward(newest.seek(key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    return settleBackward(newest.seekForPrev(key));
  }

  @Override
  public boolean next() {
    return settleForward(newest.next());
  }

  @Override
  public boolean prev() {
    return settleBackward(newest.prev());
  }

  @Override
  public Slice key() {
    return newest.key();
  }

  @Override
  public Slice value() {
    return newest.value();
  }

  @Override
  public long commitTimestamp() {
    return newest.commitTimestamp();
  }

  @Override
  public boolean tombstone() {
    return newest.tombstone();
  }

  @Override
  public boolean olderVersion() {
    return newest.olderVersion();
  }

  @Override
  public void close() {
    newest.close();
  }
}
