/**
 * Superseded versions in a tree beside the one with the newest: how they become rows, and how rows
 * become views of the past. Knows trees only as cursors, so that every layout can use it. Start
 * with {@link org.lightningdb.storage.layout.history.HistoryRow}.
 */
@NullMarked
package org.lightningdb.storage.layout.history;

import org.jspecify.annotations.NullMarked;
