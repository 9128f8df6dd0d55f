package org.lightningdb.storage.layout.lsm;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.ForwardCursor;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * The part of a walk that became one run: from its first key to its last one. Walks forward only,
 * and leaves the cursor open.
 */
final class RunKeysCursor extends ForwardCursor {
  private final VersionedCursor source;
  private final Slice first;
  private final Slice last;

  RunKeysCursor(VersionedCursor source, Slice first, Slice last) {
    this.source = source;
    this.first = first;
    this.last = last;
  }

  private boolean settle(boolean stands) {
    return stands && source.key().compareTo(last) <= 0;
  }

  @Override
  public boolean first() {
    return settle(source.seek(first));
  }

  @Override
  public boolean next() {
    return settle(source.next());
  }

  @Override
  public Slice key() {
    return source.key();
  }

  @Override
  public Slice value() {
    return source.value();
  }

  @Override
  public long commitTimestamp() {
    return source.commitTimestamp();
  }

  @Override
  public boolean tombstone() {
    return source.tombstone();
  }

  @Override
  public boolean olderVersion() {
    return source.olderVersion();
  }

  /** The source goes on to the next run. */
  @Override
  public void close() {}
}
