package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;

/**
 * ON CONFLICT.
 *
 * @param arbiters the unique indexes it is about
 * @param update what is done instead; null = nothing
 */
public record ConflictAction(List<IndexDescriptor> arbiters, @Nullable Update update) {
  /** What the query of {@link Update} calls its rows. */
  public static final String CONFLICTS = "\u0001CONFLICTS";

  public ConflictAction {
    arbiters = List.copyOf(arbiters);
  }

  /**
   * DO UPDATE.
   *
   * @param query reads {@link #CONFLICTS}, each a number, the columns of the row that is there and
   *     those of the row that is kept out; yields the numbers of those that are updated, and the
   *     table's columns in their new states
   * @param changed the columns that are assigned
   */
  public record Update(PreparedPlan.QueryPlan query, List<Integer> changed) {
    public Update {
      changed = List.copyOf(changed);
    }
  }
}
