/**
 * Rows that operators keep: column by column in chunks, found again by key or in order. Knows
 * batches and the memory of an execution. Start with {@link
 * org.lightningdb.sql.exec.store.RowStore}.
 */
@NullMarked
package org.lightningdb.sql.exec.store;

import org.jspecify.annotations.NullMarked;
