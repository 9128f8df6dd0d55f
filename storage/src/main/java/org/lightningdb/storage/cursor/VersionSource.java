package org.lightningdb.storage.cursor;

import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * Some of the versions of one store: a delta, a run, what a layout keeps. A store is a list of
 * sources, newest first, where every version in a source is newer than all versions of the same key
 * in the sources behind it; the first source that knows a key at a timestamp is right.
 *
 * <p>Thread-safe. What a source answers for a timestamp never changes once every commit up to that
 * timestamp is in it.
 */
public interface VersionSource {
  /**
   * The newest version of {@code key} not above {@code readTimestamp}.
   *
   * @return whether there is one here, maybe a tombstone, in {@code out}
   */
  boolean get(Slice key, long readTimestamp, FoundVersion out);

  /** What is visible at {@code readTimestamp}, tombstones included; the caller closes it. */
  VersionedCursor cursor(ByteRange range, long readTimestamp);

  /** When {@code key} was last put or deleted as far as this source knows; 0 if it does not. */
  long newestTimestamp(Slice key);

  /** Whether a version in {@code range} was committed after {@code timestamp}. */
  boolean changedAfter(ByteRange range, long timestamp);

  /** About how many keys. */
  long entries();

  /** About what part of the keys lies below {@code key}, from 0 to 1; NaN if that is not known. */
  default double shareBelow(Slice key) {
    return Double.NaN;
  }

  /** Bytes of keys and values, about. */
  long bytes();
}
