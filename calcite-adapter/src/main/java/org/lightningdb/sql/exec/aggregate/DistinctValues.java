package org.lightningdb.sql.exec.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The different values that a DISTINCT aggregate has met in each group. When memory is scarce,
 * values that are not among those seen so far go to files, divided by their hash, and are looked at
 * part by part in the end.
 */
final class DistinctValues {
  /** Takes values that no one took before. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes them.
     *
     * @param values the group's number and then the values; the rows are those to take
     */
    void take(Batch values);
  }

  private final List<SqlType> types;
  private final Execution execution;
  private final int level;
  private final KeyGroups seen;
  private final ColumnVector[] columns;
  private int[] others = new int[0];
  private @Nullable SpillPartitions rest;

  /**
   * @param types of the group's number and the values
   * @param level how often values were divided; at the last one all stay in memory
   */
  DistinctValues(List<SqlType> types, Execution execution, int level) {
    this.types = types;
    this.execution = execution;
    this.level = level;
    this.seen = new KeyGroups(types, execution.memory());
    this.columns = new ColumnVector[types.size()];
  }

  /**
   * Finds the rows whose values are new.
   *
   * @param values the group's number and then the values; its rows are not changed
   * @param fresh receives their positions
   * @return how many there are; further ones may be among those put off to {@link #finish}
   */
  int findNew(Batch values, int[] fresh) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = values.column(i);
    }
    if (rest == null && level < SpillPartitions.LEVEL_MAX) {
      boolean scarce = execution.memory().isScarce(seen.bytes(), seen.growthBytes(values.count()));
      rest = scarce ? new SpillPartitions(types, types, level, execution) : null;
    }
    SpillPartitions parts = rest;
    if (parts != null) {
      putOff(values, parts);
      return 0;
    }
    int before = seen.size();
    int[] numbers = seen.assign(columns, values);
    int count = 0;
    for (int i = 0; i < values.count(); i++) {
      int position = values.rows().position(i);
      if (numbers[position] >= before) {
        before = numbers[position] + 1;
        fresh[count++] = position;
      }
    }
    return count;
  }

  private void putOff(Batch values, SpillPartitions parts) {
    if (others.length < values.positions()) {
      others = new int[values.positions()];
    }
    int[] numbers = seen.lookUp(columns, values);
    int count = 0;
    for (int i = 0; i < values.count(); i++) {
      int position = values.rows().position(i);
      if (numbers[position] < 0) {
        others[count++] = position;
      }
    }
    Batch unknown = Batch.of(columns);
    unknown.reset(values.positions());
    unknown.select(others, count);
    parts.add(unknown, columns);
  }

  /** Hands over the values that were put off; those seen before are forgotten. */
  void finish(Sink sink) {
    SpillPartitions parts = rest;
    if (parts == null) {
      return;
    }
    seen.clear();
    for (int i = 0; i < SpillPartitions.COUNT; i++) {
      DistinctValues below = new DistinctValues(types, execution, level + 1);
      try {
        below.takeAll(parts.part(i), sink);
        below.finish(sink);
      } finally {
        below.close();
      }
      parts.part(i).close();
    }
  }

  private void takeAll(SpilledRows part, Sink sink) {
    SpilledRows.Reader reader = part.reader();
    int[] fresh = new int[Batch.ROWS_MAX];
    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
      execution.context().checkCancelled();
      int count = findNew(batch, fresh);
      if (count > 0) {
        batch.select(fresh, count);
        sink.take(batch);
      }
    }
  }

  void close() {
    seen.clear();
    SpillPartitions parts = rest;
    rest = null;
    if (parts != null) {
      parts.close();
    }
  }
}
