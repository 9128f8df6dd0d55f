package org.lightningdb.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.storage.spec.Isolation;

/**
 * What the planner asks while a statement is prepared: answered from the open transaction, or from
 * a short one of its own, which begins only if something is asked. If the table is not there any
 * more, the execution will plan again, so a guess will do.
 */
final class PlanningStatistics implements TableStatistics, AutoCloseable {
  private final SessionCore core;
  private @Nullable Transaction own;
  private @Nullable Snapshot snapshot;
  private @Nullable TableStatistics opened;

  PlanningStatistics(SessionCore core) {
    this.core = core;
  }

  @Override
  public double estimateRows(TableDescriptor table, IndexDescriptor index, List<KeyRange> ranges) {
    TableStatistics statistics = opened();
    try {
      return statistics.estimateRows(table, index, ranges);
    } catch (DbException changedMeanwhile) {
      if (changedMeanwhile.isRetryable()) {
        return UNKNOWN.estimateRows(table, index, ranges);
      }
      throw changedMeanwhile;
    }
  }

  @Override
  public @Nullable TableProfile profile(TableDescriptor table) {
    return opened().profile(table);
  }

  private TableStatistics opened() {
    TableStatistics statistics = opened;
    if (statistics == null) {
      Transaction transaction = core.scope().sharedIfBegun();
      if (transaction == null) {
        transaction = core.database().begin(Isolation.READ_COMMITTED, true);
        own = transaction;
      }
      Snapshot view = transaction.snapshot();
      snapshot = view;
      statistics = new ReaderStatistics(transaction, view);
      opened = statistics;
    }
    return statistics;
  }

  @Override
  public void close() {
    opened = null;
    Transaction begun = own;
    try {
      if (snapshot != null) {
        snapshot.close();
      }
    } finally {
      if (begun != null) {
        begun.close();
      }
    }
  }
}
