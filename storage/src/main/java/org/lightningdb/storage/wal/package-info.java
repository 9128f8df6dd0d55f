/** The write-ahead log: record format, segments, group commit and replay. */
@NullMarked
package org.lightningdb.storage.wal;

import org.jspecify.annotations.NullMarked;
