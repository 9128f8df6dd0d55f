package org.lightningdb.storage.layout;

/** Is told of every block of a store, each before the blocks below it. */
@FunctionalInterface
public interface SubtreeVisitor {
  /** As generation of a block: nobody knows without reading it. */
  long UNKNOWN_GENERATION = 0;

  /**
   * A block.
   *
   * @param generation in which it was written, and nothing below it later; together with the
   *     address it names the content of the whole subtree for ever
   * @return whether to go on to the blocks below it
   */
  boolean enter(long address, long generation);
}
