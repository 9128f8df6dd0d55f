package org.lightningdb.storage.column;

/**
 * What is known about a column of some rows without looking at them.
 *
 * @param low in the form of {@link NumberOrder}, not above any value; with {@code high} undefined
 *     if all are NULL
 * @param high not below any value
 * @param nulls how many rows are NULL in the column
 * @param rows how many rows there are
 */
public record ColumnZone(long low, long high, int nulls, int rows) {}
