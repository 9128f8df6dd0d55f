package org.lightningdb.storage.layout.btree;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockKind;

/**
 * What a merge does beside applying changes.
 *
 * @param leafKind of the leaves: of the newest versions, or of a history tree
 * @param dropUpTo rows with timestamps up to this one are left out; negative: none
 * @param moves picks blocks by address that are to be written anew, elsewhere; null: none
 * @param zeroTimestamp as {@link BlockTrees#AS_WRITTEN} explains
 */
record TreeRules(
    BlockKind leafKind, long dropUpTo, @Nullable LongPredicate moves, long zeroTimestamp) {
  private static final long DROP_NONE = -1;

  /** For the newest versions. */
  static final TreeRules NEWEST =
      new TreeRules(BlockKind.LEAF, DROP_NONE, null, BlockTrees.AS_WRITTEN);

  /** For a history tree of which rows up to {@code horizon} are not needed any more. */
  static TreeRules history(long horizon) {
    return new TreeRules(BlockKind.HISTORY, horizon, null, BlockTrees.AS_WRITTEN);
  }

  static TreeRules moving(BlockKind leafKind, LongPredicate moves) {
    return new TreeRules(leafKind, DROP_NONE, moves, BlockTrees.AS_WRITTEN);
  }

  /** In a tree that may have adopted blocks; see {@link BlockTrees#AS_WRITTEN}. */
  TreeRules withZeroTimestamp(long timestamp) {
    return new TreeRules(leafKind, dropUpTo, moves, timestamp);
  }

  /** What a row says whose own timestamp is {@code written}, {@code above} what the row above. */
  long timestamp(long written, long above) {
    return written == 0 && zeroTimestamp != BlockTrees.AS_WRITTEN ? above : written;
  }

  boolean isHistory() {
    return leafKind == BlockKind.HISTORY;
  }

  boolean dropsNone() {
    return dropUpTo < 0;
  }

  /** Whether subtrees without changes can stay as they are, unseen. */
  boolean keepsUnchanged() {
    return dropsNone() && moves == null;
  }

  boolean moves(long address) {
    return moves != null && moves.test(address);
  }

  boolean drops(long timestamp) {
    return timestamp <= dropUpTo;
  }
}
