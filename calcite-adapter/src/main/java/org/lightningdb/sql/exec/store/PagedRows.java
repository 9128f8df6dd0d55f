package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;

/**
 * Rows in a temporary file, numbered from 0, of which any can be read again: in pages of {@link
 * #PAGE_ROWS}. The pages asked for last stay in memory.
 */
public final class PagedRows implements AutoCloseable {
  public static final int PAGE_ROWS = Batch.ROWS_MAX;

  /** A page stays valid until this many others have been asked for. */
  public static final int PAGES_KEPT = 8;

  private final List<SqlType> types;
  private final Execution execution;
  private final SpilledRows rows;
  private final @Nullable Batch[] kept = new @Nullable Batch[PAGES_KEPT];
  private final int[] numbers = new int[PAGES_KEPT];
  private final long[] uses = new long[PAGES_KEPT];
  private long useCount;
  private int last;
  private long bytesReserved;

  public PagedRows(List<SqlType> types, Execution execution) {
    this.types = List.copyOf(types);
    this.execution = execution;
    this.rows = new SpilledRows(types, execution);
    Arrays.fill(numbers, -1);
  }

  /** Adds the rows of a batch; not after the first has been read. */
  public void add(Batch batch) {
    rows.add(batch);
  }

  public long size() {
    return rows.rowCount();
  }

  public int pageCount() {
    return Math.toIntExact((size() + PAGE_ROWS - 1) / PAGE_ROWS);
  }

  /** Reads all rows in order, apart from the pages. */
  public SpilledRows.Reader reader() {
    return rows.reader();
  }

  /** The page of a row. */
  public Batch pageOf(long row) {
    return page((int) (row / PAGE_ROWS));
  }

  /** Where in its page a row is. */
  public static int position(long row) {
    return (int) (row % PAGE_ROWS);
  }

  /** All rows of a page, whoever narrowed them before. */
  public Batch page(int number) {
    int slot = numbers[last] == number ? last : slotOf(number);
    Batch page = kept[slot];
    if (page == null) {
      throw new IllegalStateException("page " + number + " is empty");
    }
    last = slot;
    uses[slot] = ++useCount;
    page.reset(page.positions());
    return page;
  }

  private int slotOf(int number) {
    int oldest = 0;
    for (int slot = 0; slot < PAGES_KEPT; slot++) {
      if (numbers[slot] == number) {
        return slot;
      }
      if (uses[slot] < uses[oldest]) {
        oldest = slot;
      }
    }
    read(number, oldest);
    return oldest;
  }

  private void read(int number, int slot) {
    execution.context().checkCancelled();
    Batch page = kept[slot];
    if (page == null) {
      long bytes = 8L * PAGE_ROWS * types.size();
      execution.memory().reserve(bytes);
      bytesReserved += bytes;
      page = new BatchBuilder(types).build();
      kept[slot] = page;
    }
    numbers[slot] = -1;
    if (useCount == 0) {
      rows.flush();
    }
    rows.read(number, page);
    numbers[slot] = number;
  }

  @Override
  public void close() {
    Arrays.fill(kept, null);
    Arrays.fill(numbers, -1);
    execution.memory().release(bytesReserved);
    bytesReserved = 0;
    rows.close();
  }
}
