package org.lightningdb.index.schema;

/**
 * A condition that no row of a table may fail; unknown passes.
 *
 * @param name unique among the constraints of the table
 * @param sql the condition as it was written, over the table's columns
 */
public record CheckConstraint(String name, String sql) {}
