package org.lightningdb.sql.exec.store;

/**
 * One column to sort by.
 *
 * @param nullsFirst whether NULL comes before all values in the final order
 */
public record SortKey(int column, boolean descending, boolean nullsFirst) {}
