package org.lightningdb.sql.exec;

import java.util.List;

/** What one WHEN of a MERGE does. */
public sealed interface MergeAction {
  /**
   * A row gets a new state.
   *
   * @param cells one for each table column
   * @param changed the columns that are assigned
   */
  record Update(List<InsertCell> cells, List<Integer> changed) implements MergeAction {
    public Update {
      cells = List.copyOf(cells);
      changed = List.copyOf(changed);
    }
  }

  /** A row goes. */
  record Delete() implements MergeAction {}

  /**
   * A row comes.
   *
   * @param cells one for each table column
   */
  record Insert(List<InsertCell> cells) implements MergeAction {
    public Insert {
      cells = List.copyOf(cells);
    }
  }

  /** Nothing happens. */
  record Nothing() implements MergeAction {}
}
