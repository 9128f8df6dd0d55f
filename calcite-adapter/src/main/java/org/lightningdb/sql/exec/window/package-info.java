/**
 * Window functions: sorted rows with their partitions and peers, frames, and what is computed over
 * them. Knows stores, expressions and aggregate functions. Start with {@link
 * org.lightningdb.sql.exec.window.SortedRows}.
 */
@NullMarked
package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.NullMarked;
