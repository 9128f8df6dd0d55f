package org.lightningdb.sql.session;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.sql.bind.TableStatistics;

/**
 * How large the tables of a plan were when it was made. A plan for empty tables may be a bad one
 * for full ones; so the sizes are looked at again now and then, and a plan that they have outgrown
 * is made anew. Thread-safe.
 */
final class PlannedSizes {
  /** Time between two looks; a look costs some microseconds. */
  private static final long LOOK_NANOS = 250_000_000;

  private static final int FACTOR = 2;
  private static final int ROWS_SMALL = 50;

  private final Map<TableDescriptor, Double> rows = new ConcurrentHashMap<>();
  private final Map<TableDescriptor, Optional<TableProfile>> profiles = new ConcurrentHashMap<>();
  private final AtomicLong lookedNanos;

  PlannedSizes(long nowNanos) {
    this.lookedNanos = new AtomicLong(nowNanos);
  }

  /** The same statistics, of which the tables asked for are noted here. */
  TableStatistics recording(TableStatistics statistics) {
    return new TableStatistics() {
      @Override
      public double estimateRows(
          TableDescriptor table, IndexDescriptor index, java.util.List<KeyRange> ranges) {
        if (!rows.containsKey(table)) {
          rows.put(table, statistics.rowCount(table));
        }
        return statistics.estimateRows(table, index, ranges);
      }

      @Override
      public @Nullable TableProfile profile(TableDescriptor table) {
        TableProfile profile = statistics.profile(table);
        profiles.put(table, Optional.ofNullable(profile));
        return profile;
      }
    };
  }

  /** Whether it is time to ask {@link #outgrown}. */
  boolean due(long nowNanos) {
    long looked = lookedNanos.get();
    return !rows.isEmpty()
        && nowNanos - looked >= LOOK_NANOS
        && lookedNanos.compareAndSet(looked, nowNanos);
  }

  /** Whether a table has become much larger or smaller, or was analyzed since. */
  boolean outgrown(TableStatistics now) {
    for (Map.Entry<TableDescriptor, Double> planned : rows.entrySet()) {
      double before = planned.getValue();
      double current = now.rowCount(planned.getKey());
      if (Math.max(before, current) > FACTOR * Math.min(before, current) + ROWS_SMALL) {
        return true;
      }
    }
    return profiles.entrySet().stream()
        .anyMatch(
            planned ->
                !planned.getValue().equals(Optional.ofNullable(now.profile(planned.getKey()))));
  }
}
