package org.lightningdb.storage.cursor;

import org.lightningdb.storage.bytes.Slice;

/**
 * Rows on their way into a new tree: walked forward only, by {@link #first} and {@link #next};
 * every other move is refused with {@link UnsupportedOperationException}. Unless a subclass says
 * otherwise, there is one version of each key and no deletion.
 */
public abstract class ForwardCursor implements VersionedCursor {
  @Override
  public boolean tombstone() {
    return false;
  }

  @Override
  public boolean olderVersion() {
    return false;
  }

  @Override
  public final boolean last() {
    throw forwardOnly();
  }

  @Override
  public final boolean seek(Slice key) {
    throw forwardOnly();
  }

  @Override
  public final boolean seekForPrev(Slice key) {
    throw forwardOnly();
  }

  @Override
  public final boolean prev() {
    throw forwardOnly();
  }

  private static UnsupportedOperationException forwardOnly() {
    return new UnsupportedOperationException("rows for a new tree are read forward only");
  }
}
