/**
 * The write-ahead log: record format, segments, group commit and replay. Used by the commit
 * pipeline and by recovery. Start with {@link org.lightningdb.storage.wal.WriteAheadLog}.
 */
@NullMarked
package org.lightningdb.storage.wal;

import org.jspecify.annotations.NullMarked;
