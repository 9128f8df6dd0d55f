package org.lightningdb.storage.layout;

import org.lightningdb.storage.block.Block;

/**
 * The rows of a range from left to right: leaves, or pieces of them, of which some rows may lie in
 * a piece to come and others nowhere. {@link #leaf}, {@link #begin} and {@link #end} require that
 * the last {@link #nextLeaf} returned true. Used by one thread at a time.
 */
public interface LeafWalk extends AutoCloseable {
  /** To the first, later to the next piece, which has a row; false at the end, for ever. */
  boolean nextLeaf();

  Block leaf();

  /** The first row of the piece. */
  int begin();

  /** One past the last row of the piece. */
  int end();

  /** Whether no earlier piece was of the same leaf. */
  default boolean leafBegins() {
    return true;
  }

  @Override
  void close();
}
