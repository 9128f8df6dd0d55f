package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.QueryScratch;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.Measurements;
import org.lightningdb.sql.exec.QueryMemory;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;
import org.lightningdb.sql.exec.batch.Rows;

/**
 * Rows in a temporary file, to be read in the order in which they were added, as often as wanted.
 * The file is made with the first full frame; it goes when this is closed.
 */
public final class SpilledRows implements AutoCloseable {
  private final List<SqlType> types;
  private final Execution execution;
  private @Nullable BatchBuilder pending;
  private final RowFrames frames = new RowFrames();
  private QueryScratch.@Nullable SpillFile file;
  private long rowCount;
  private long bytesReserved;
  private long[] frameStarts = new long[16];
  private int frameCount;

  public SpilledRows(List<SqlType> types, Execution execution) {
    this.types = List.copyOf(types);
    this.execution = execution;
  }

  private void reserve(long bytes) {
    QueryMemory memory = execution.memory();
    memory.reserve(bytes);
    bytesReserved += bytes;
  }

  public List<SqlType> types() {
    return types;
  }

  /** The number of rows added. */
  public long rowCount() {
    return rowCount;
  }

  /** Adds a row of a batch, of which the first columns count. */
  public void add(Batch batch, int position) {
    BatchBuilder rows = pending;
    if (rows == null) {
      reserve(2L * Batch.ROWS_MAX * 8 * types.size());
      rows = new BatchBuilder(types);
      pending = rows;
    }
    rows.copy(0, types.size(), batch, position);
    rows.endRow();
    rowCount++;
    if (rows.count() == Batch.ROWS_MAX) {
      flush();
    }
  }

  /** Adds all rows of a batch. */
  public void add(Batch batch) {
    Rows rows = batch.rows();
    for (int i = 0; i < rows.count(); i++) {
      add(batch, rows.position(i));
    }
  }

  /** Writes what is pending; called before reading. */
  public void flush() {
    BatchBuilder rows = pending;
    if (rows != null && rows.count() > 0) {
      QueryScratch.SpillFile open = file;
      if (open == null) {
        open = execution.scratch().create();
        file = open;
      }
      int length = frames.encode(rows.build(), rows.count());
      if (frameCount == frameStarts.length) {
        reserve(8L * frameCount);
        frameStarts = Arrays.copyOf(frameStarts, 2 * frameCount);
      }
      frameStarts[frameCount++] = open.write(frames.bytes(), 0, length);
      Measurements measurements = execution.measurements();
      if (measurements != null) {
        measurements.spilled(length);
      }
      rows.clear();
    }
  }

  /**
   * Reads the rows that were written with one flush: the {@code number}-th {@link Batch#ROWS_MAX}
   * ones, if nobody else called {@link #flush} or {@link #reader} before all were added.
   */
  void read(int number, Batch target) {
    QueryScratch.SpillFile open = file;
    if (open == null || number >= frameCount) {
      throw new IllegalArgumentException("frame " + number + " of " + frameCount);
    }
    QueryScratch.SpillReader source = open.reader(frameStarts[number]);
    if (!source.next()) {
      throw new IllegalStateException("frame " + number + " is missing");
    }
    RowFrames.decode(source.bytes(), source.length(), target);
  }

  /** Reads from the beginning. */
  public Reader reader() {
    flush();
    return new Reader(file == null ? null : file.reader(0));
  }

  /** A pass over the rows. */
  public final class Reader {
    private final QueryScratch.@Nullable SpillReader source;
    private final Batch batch = new BatchBuilder(types).build();

    Reader(QueryScratch.@Nullable SpillReader source) {
      this.source = source;
    }

    /** The next rows, borrowed until the next call; null at the end. */
    public @Nullable Batch next() {
      if (source == null || !source.next()) {
        return null;
      }
      RowFrames.decode(source.bytes(), source.length(), batch);
      return batch;
    }
  }

  @Override
  public void close() {
    QueryScratch.SpillFile open = file;
    if (open != null) {
      file = null;
      open.close();
    }
    pending = null;
    execution.memory().release(bytesReserved);
    bytesReserved = 0;
  }
}
