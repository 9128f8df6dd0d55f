package org.lightningdb.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.sql.bind.TableStatistics;

/** What the planner asks, answered from the data that a statement is going to read. */
final class ReaderStatistics implements TableStatistics {
  private final Transaction transaction;
  private final Snapshot snapshot;

  ReaderStatistics(Transaction transaction, Snapshot snapshot) {
    this.transaction = transaction;
    this.snapshot = snapshot;
  }

  @Override
  public double estimateRows(TableDescriptor table, IndexDescriptor index, List<KeyRange> ranges) {
    return transaction.reader(snapshot, table).estimateRows(index, ranges);
  }

  @Override
  public @Nullable TableProfile profile(TableDescriptor table) {
    return transaction.profile(table);
  }
}
