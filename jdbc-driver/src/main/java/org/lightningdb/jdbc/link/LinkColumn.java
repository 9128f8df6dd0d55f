package org.lightningdb.jdbc.link;

/**
 * A column of a result.
 *
 * @param label the alias, or the column's name
 * @param name the table's column it comes from, or the label if it is computed
 * @param table the table it comes from, or an empty text
 * @param schema that table's schema, or an empty text
 * @param nullable whether it may hold NULL
 * @param identity whether it is numbered by the table
 */
public record LinkColumn(
    String label,
    String name,
    String table,
    String schema,
    LinkType type,
    boolean nullable,
    boolean identity) {
  /** A column that is computed and may be NULL. */
  public static LinkColumn computed(String label, LinkType type) {
    return new LinkColumn(label, label, "", "", type, true, false);
  }
}
