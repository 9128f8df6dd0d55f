/** The unit of disk I/O: header, checksum, compression, row codec and the block cache. */
@NullMarked
package org.lightningdb.storage.block;

import org.jspecify.annotations.NullMarked;
