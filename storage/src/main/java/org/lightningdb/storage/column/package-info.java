/**
 * Values of a known shape, one by one and column by column: the bytes of a shaped row, the pages
 * that a block keeps instead, and conditions on columns that both can be asked. Knows bytes,
 * vectors, errors and specs; nothing of blocks or files. Start with {@link
 * org.lightningdb.storage.column.RowFormat}, then {@link
 * org.lightningdb.storage.column.ColumnPage}.
 */
@NullMarked
package org.lightningdb.storage.column;

import org.jspecify.annotations.NullMarked;
