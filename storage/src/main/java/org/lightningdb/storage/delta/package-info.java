/** The in-memory ordered tree of recent versions, above the blocks on disk. */
@NullMarked
package org.lightningdb.storage.delta;

import org.jspecify.annotations.NullMarked;
