package org.lightningdb.storage.cursor;

/**
 * A cursor of the floors below visibility: it also stands on deletions. {@link #value} is empty
 * while {@link #tombstone} is true.
 */
public interface VersionedCursor extends Cursor {
  /** Whether the entry says that the key was deleted. */
  boolean tombstone();

  /**
   * From the version it stands on to the next older one of the same key that is known here. If
   * there is none, returns false and stays on the version it has; {@link #next} and {@link #prev}
   * leave the key either way.
   */
  boolean olderVersion();

  /**
   * Whether a reader may be given this cursor as it is: it never stands on a deletion and never
   * leaves the range it was opened for.
   */
  default boolean showsOnlyVisible() {
    return false;
  }
}
