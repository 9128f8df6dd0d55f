/**
 * The unit of disk I/O: header, checksum, compression, row codec, the data file with its free
 * space, and the block cache. Blocks are immutable; no referenced block is ever overwritten. Start
 * with {@link org.lightningdb.storage.block.BlockFile}.
 */
@NullMarked
package org.lightningdb.storage.block;

import org.jspecify.annotations.NullMarked;
