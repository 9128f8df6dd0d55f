/** Tests of the write-ahead log: replay, damage, crashes, failures, company of many threads. */
@NullMarked
package org.lightningdb.storage.wal;

import org.jspecify.annotations.NullMarked;
