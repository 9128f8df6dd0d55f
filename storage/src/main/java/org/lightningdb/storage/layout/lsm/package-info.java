/**
 * Stores as log-structured merge trees: every flush writes a new immutable run, and compaction
 * merges runs level by level. A run is a bulk-loaded tree of the same blocks that the B+Tree layout
 * uses, so this room knows {@code layout.btree} and nobody but the wiring knows this room. Start
 * with {@link org.lightningdb.storage.layout.lsm.LsmLayout}, then {@link
 * org.lightningdb.storage.layout.lsm.RunList} and {@link
 * org.lightningdb.storage.layout.lsm.CompactionPlanner}.
 */
@NullMarked
package org.lightningdb.storage.layout.lsm;

import org.jspecify.annotations.NullMarked;
