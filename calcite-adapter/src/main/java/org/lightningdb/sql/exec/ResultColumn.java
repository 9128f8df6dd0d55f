package org.lightningdb.sql.exec;

import org.lightningdb.index.type.SqlType;

/**
 * A column of a result.
 *
 * @param label the alias, or the column's name
 * @param name the table's column it comes from, or the label if it is computed
 * @param table the table it comes from, or an empty text
 * @param schema that table's schema, or an empty text
 * @param identity whether it is numbered by the table
 */
public record ResultColumn(
    String label,
    String name,
    String table,
    String schema,
    SqlType type,
    boolean nullable,
    boolean identity) {}
