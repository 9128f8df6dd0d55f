/** Tests of blocks, the data file, its free space and the cache. */
@NullMarked
package org.lightningdb.storage.column;

import org.jspecify.annotations.NullMarked;
