package org.lightningdb.storage.layout.lsm;

import org.lightningdb.storage.block.Block;

/**
 * Where the newest version of a key is.
 *
 * @param place as {@link Block#place} says
 */
record LeafPlace(Block leaf, long place) {
  boolean isDeletion() {
    return RunStamp.tombstone(leaf.commitTimestampAt(place));
  }
}
