package org.lightningdb.index.schema;

import java.util.List;

/**
 * What is known about the values of several columns together.
 *
 * @param columns positions in the table, ascending; at least two
 * @param distinct about how many different combinations of values there are in rows where none of
 *     them is NULL
 */
public record GroupProfile(List<Integer> columns, double distinct) {
  public GroupProfile {
    columns = List.copyOf(columns);
  }
}
