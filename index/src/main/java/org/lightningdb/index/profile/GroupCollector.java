package org.lightningdb.index.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lightningdb.index.schema.GroupProfile;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Counts the different combinations of values that some columns have together. */
final class GroupCollector {
  private static final int COLUMNS_MAX = 4;
  private static final int GROUPS_MAX = 16;

  private final List<Integer> columns;
  private final DistinctCounter distinct = new DistinctCounter();

  private GroupCollector(List<Integer> columns) {
    this.columns = columns;
  }

  /** The columns that stand together in front of an index. */
  static List<GroupCollector> of(TableDescriptor table) {
    List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
    indexes.add(table.primary());
    Set<List<Integer>> groups = new LinkedHashSet<>();
    for (IndexDescriptor index : indexes) {
      for (int length = 2; length <= Math.min(COLUMNS_MAX, index.columns().size()); length++) {
        List<Integer> group =
            index.columns().subList(0, length).stream()
                .map(KeyColumn::column)
                .sorted()
                .distinct()
                .toList();
        if (group.size() > 1) {
          groups.add(group);
        }
      }
    }
    return groups.stream().limit(GROUPS_MAX).map(GroupCollector::new).toList();
  }

  void count(VectorBatch batch) {
    for (int row = 0; row < batch.rowCount(); row++) {
      long hash = 0;
      boolean known = true;
      for (int i = 0; i < columns.size() && known; i++) {
        ColumnVector vector = batch.column(columns.get(i));
        known = !vector.isNull(row);
        hash = known ? ColumnCollector.mixed(hash * 31 + ColumnCollector.hash(vector, row)) : 0;
      }
      if (known) {
        distinct.add(hash);
      }
    }
  }

  GroupProfile profile() {
    return new GroupProfile(columns, distinct.estimate());
  }
}
