package org.lightningdb.storage.cursor;

import org.lightningdb.storage.bytes.Slice;

/**
 * Where a point read puts what it found: reused from read to read, so that reads allocate nothing.
 * The bytes of {@link #value} stay as they are while the delta or block they came from is
 * reachable; the slice itself is re-pointed by the next read. Used by one thread at a time.
 */
public final class FoundVersion {
  private static final byte[] NO_BYTES = new byte[0];

  private final Slice value = new Slice();
  private boolean tombstone;
  private long commitTimestamp;

  /** Whether the key was deleted; then {@link #value} is empty. */
  public boolean tombstone() {
    return tombstone;
  }

  public long commitTimestamp() {
    return commitTimestamp;
  }

  public Slice value() {
    return value;
  }

  /** Points this at a value. */
  public void setValue(byte[] array, int offset, int length, long newCommitTimestamp) {
    value.set(array, offset, length);
    tombstone = false;
    commitTimestamp = newCommitTimestamp;
  }

  /** Makes this a deletion. */
  public void setTombstone(long newCommitTimestamp) {
    value.set(NO_BYTES, 0, 0);
    tombstone = true;
    commitTimestamp = newCommitTimestamp;
  }
}
