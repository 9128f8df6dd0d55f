package org.lightningdb.storage.layout;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * What a scan of columns has to put together. Where both parts hold a key, {@code newer} is right,
 * tombstones included.
 *
 * @param newer versions to be read one by one; null if there are none
 * @param leaves pieces of blocks of which every row is visible unless {@code newer} says otherwise;
 *     null if there are none
 */
public record ScanParts(@Nullable VersionedCursor newer, @Nullable LeafWalk leaves) {}
