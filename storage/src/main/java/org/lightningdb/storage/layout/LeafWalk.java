package org.lightningdb.storage.layout;

import org.lightningdb.storage.block.Block;

/**
 * The leaves of a tree that hold something of a range, from left to right. {@link #leaf}, {@link
 * #begin} and {@link #end} require that the last {@link #nextLeaf} returned true. Used by one
 * thread at a time.
 */
public interface LeafWalk extends AutoCloseable {
  /** To the first, later to the next leaf with a row in the range; false at the end, for ever. */
  boolean nextLeaf();

  Block leaf();

  /** The first row of the leaf inside the range. */
  int begin();

  /** One past the last row of the leaf inside the range. */
  int end();

  @Override
  void close();
}
