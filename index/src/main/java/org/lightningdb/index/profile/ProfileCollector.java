package org.lightningdb.index.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Makes a table's profile from one pass over its rows: NULLs and different values are counted in
 * all rows, common values and histograms come from a random sample of them.
 */
public final class ProfileCollector {
  private static final int SAMPLE_ROWS = 10_000;

  private final SplittableRandom random;
  private final List<ColumnCollector> columns = new ArrayList<>();
  private final List<GroupCollector> groups;
  private long rows;

  private ProfileCollector(TableDescriptor table) {
    this.random = new SplittableRandom(table.id());
    this.groups = GroupCollector.of(table);
    for (ColumnDescriptor column : table.columns()) {
      columns.add(new ColumnCollector(column.type(), SAMPLE_ROWS));
    }
  }

  /**
   * Reads the whole table.
   *
   * @param checkpoint run after each batch; ends the pass by throwing
   */
  public static TableProfile collect(
      TableReader reader, TableDescriptor table, Runnable checkpoint) {
    ProfileCollector collector = new ProfileCollector(table);
    List<Integer> all = IntStream.range(0, table.columns().size()).boxed().toList();
    ScanRequest request =
        new ScanRequest(table.primary(), List.of(KeyRange.all()), List.of(), all, false, false);
    try (BatchCursor cursor = reader.scan(request)) {
      for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        collector.add(batch);
        checkpoint.run();
      }
    }
    return collector.profile();
  }

  private void add(VectorBatch batch) {
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).count(batch.column(column), batch.rowCount());
    }
    groups.forEach(group -> group.count(batch));
    for (int row = 0; row < batch.rowCount(); row++, rows++) {
      // Every row seen so far is in the sample with the same probability.
      long place = rows < SAMPLE_ROWS ? rows : random.nextLong(rows + 1);
      if (place < SAMPLE_ROWS) {
        for (int column = 0; column < columns.size(); column++) {
          columns.get(column).keep((int) place, batch.column(column), row);
        }
      }
    }
  }

  private TableProfile profile() {
    int kept = (int) Math.min(rows, SAMPLE_ROWS);
    return new TableProfile(
        rows,
        columns.stream().map(column -> column.profile(rows, kept)).toList(),
        groups.stream().map(GroupCollector::profile).toList());
  }
}
