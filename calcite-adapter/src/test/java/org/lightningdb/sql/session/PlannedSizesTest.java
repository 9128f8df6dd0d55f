package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.TableStatistics;

class PlannedSizesTest {
  private static final IndexDescriptor PRIMARY =
      new IndexDescriptor(1, "P", 1, true, true, false, List.of());
  private static final TableDescriptor TABLE =
      new TableDescriptor(1, "PUBLIC", "T", List.of(), PRIMARY, List.of());

  private final AtomicLong rows = new AtomicLong();
  private final TableStatistics statistics = (table, index, ranges) -> rows.get();

  @Test
  void noticesGrowthAndShrinking() {
    PlannedSizes sizes = new PlannedSizes(0);
    assertFalse(sizes.due(Long.MAX_VALUE), "no table, nothing to look at");
    rows.set(1000);
    TableStatistics recording = sizes.recording(statistics);
    assertEquals(1000, recording.estimateRows(TABLE, PRIMARY, List.of(KeyRange.all())));
    assertFalse(sizes.outgrown(statistics));
    rows.set(1900);
    assertFalse(sizes.outgrown(statistics));
    rows.set(2100);
    assertTrue(sizes.outgrown(statistics));
    rows.set(400);
    assertTrue(sizes.outgrown(statistics));
  }

  @Test
  void noticesThatAnEmptyTableWasFilled() {
    PlannedSizes sizes = new PlannedSizes(0);
    sizes.recording(statistics).rowCount(TABLE);
    rows.set(60);
    assertTrue(sizes.outgrown(statistics));
  }

  @Test
  void looksOnlyNowAndThen() {
    PlannedSizes sizes = new PlannedSizes(0);
    sizes.recording(statistics).rowCount(TABLE);
    assertFalse(sizes.due(249_000_000));
    assertTrue(sizes.due(251_000_000));
    assertFalse(sizes.due(252_000_000));
    assertTrue(sizes.due(502_000_000));
  }
}
