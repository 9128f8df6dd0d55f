package org.lightningdb.storage.layout;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * How versions that left the delta are kept in blocks. Everything it keeps of a store is named by
 * an immutable {@link StoreRoot}; null is the empty store.
 *
 * <p>Thread-safe; flushes of different stores may run at once, flushes of one store follow each
 * other. Failures are those of {@link org.lightningdb.storage.block.BlockFile}; after a failed
 * flush the old root is as good as before, and the collector goes to {@code FreeExtents.abandon}.
 */
public interface Layout {
  /** For reading; good as long as the extents of {@code root} are pinned. */
  StoredVersions open(long storeId, StoreSpec spec, @Nullable StoreRoot root);

  /**
   * What {@code base} holds, with the blocks that {@code moves} picks by address written anew,
   * elsewhere, as far as the layout can. Not durable before the block file is forced.
   *
   * @param extents as for {@link #flush}
   * @return the root of {@code base} itself if there is nothing to move
   */
  default @Nullable StoreRoot move(
      StoredVersions base, LongPredicate moves, ExtentCollector extents) {
    return base.root();
  }

  /**
   * What {@code base} holds, without blocks that no view at or after {@code horizon} needs, as far
   * as they can be dropped without looking inside. Not durable before the block file is forced.
   *
   * @param extents as for {@link #flush}
   * @return the root of {@code base} itself if there is nothing to drop
   */
  default @Nullable StoreRoot trim(StoredVersions base, long horizon, ExtentCollector extents) {
    return base.root();
  }

  /**
   * What {@code base} and {@code run} hold together, the blocks of the run being kept as they are,
   * if the layout can do that. Not durable before the block file is forced.
   *
   * @param run a tree of the same store, whose rows are no deletions and all say 0 in place of
   *     their timestamp; {@code base} has none of its keys
   * @param timestamp the commit that the rows are of
   * @param horizon as for {@link #flush}
   * @param extents as for {@link #flush}; also takes the blocks of the run, adopted or not needed
   * @return null if the layout cannot; then nothing has happened
   */
  default @Nullable StoreRoot adopt(
      StoredVersions base, TreeRoot run, long timestamp, long horizon, ExtentCollector extents) {
    return null;
  }

  /**
   * What {@code base} holds, with {@code changes} applied. Not durable before the block file is
   * forced.
   *
   * @param changes newer than everything in {@code base}, in key order; read from the first to the
   *     last, older versions of a key included, once or twice; not closed
   * @param horizon versions that no view at or after this timestamp sees may be dropped, and the
   *     result is readable from this timestamp on; {@link Long#MAX_VALUE} keeps the newest version
   *     of each key only, and makes the result readable from the newest one on
   * @param extents takes the blocks that the result does not share with {@code base}, and notes the
   *     new ones
   */
  @Nullable StoreRoot flush(
      StoredVersions base, VersionedCursor changes, long horizon, ExtentCollector extents);
}
