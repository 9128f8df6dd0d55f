/**
 * Records what random transactions that run at once read and wrote, and finds in the record what
 * their isolation levels forbid. Start with {@link
 * org.lightningdb.sqltests.history.HistoryChecker}.
 */
@NullMarked
package org.lightningdb.sqltests.history;

import org.jspecify.annotations.NullMarked;
