/**
 * One budget of memory for everything that grows: what commits put into memory, cached blocks, and
 * the work of queries. Knows only {@code error}. Start with {@link
 * org.lightningdb.storage.memory.MemoryPool}.
 */
@NullMarked
package org.lightningdb.storage.memory;

import org.jspecify.annotations.NullMarked;
