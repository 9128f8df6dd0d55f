/**
 * The in-memory ordered tree of recent versions, above the blocks on disk. Start with {@link
 * org.lightningdb.storage.delta.Delta}.
 */
@NullMarked
package org.lightningdb.storage.delta;

import org.jspecify.annotations.NullMarked;
