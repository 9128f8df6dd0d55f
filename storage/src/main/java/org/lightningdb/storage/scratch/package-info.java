/**
 * Temporary files for queries that keep more than memory holds. Knows only {@code error}, {@code
 * spec}, {@code vfs} and the compression of {@code block}; whoever runs queries comes in through
 * the engine. Start with {@link org.lightningdb.storage.scratch.ScratchSpace}.
 */
@NullMarked
package org.lightningdb.storage.scratch;

import org.jspecify.annotations.NullMarked;
