package org.lightningdb.storage.cursor;

/**
 * A cursor of the floors below visibility: it also stands on deletions. {@link #value} is empty
 * while {@link #tombstone} is true.
 */
public interface VersionedCursor extends Cursor {
  /** Whether the entry says that the key was deleted. */
  boolean tombstone();
}
