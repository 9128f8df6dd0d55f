package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.QueryMemory;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Rows copied from batches, numbered from 0 in the order they came, in chunks of vectors. Never
 * moved once stored.
 */
public final class RowStore {
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
  private static final int CHUNK_MASK = CHUNK_ROWS - 1;
  private static final int OBJECT_BYTES = 80;

  private final ColumnKind[] kinds;
  private final QueryMemory memory;
  private final ColumnVector[][] columns;
  private final long[][][] longs;
  private final boolean[] nullable;
  private int chunkCount;
  private int size;
  private long bytesReserved;

  public RowStore(List<SqlType> types, QueryMemory memory) {
    this.kinds = types.stream().map(SqlType::columnKind).toArray(ColumnKind[]::new);
    this.memory = memory;
    this.columns = new ColumnVector[kinds.length][0];
    this.longs = new long[kinds.length][0][];
    this.nullable = new boolean[kinds.length];
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  public int columnCount() {
    return kinds.length;
  }

  /** The vector that holds a column of a row, at {@link #position}. */
  public ColumnVector vector(int column, int row) {
    return columns[column][row >>> CHUNK_BITS];
  }

  ColumnKind kind(int column) {
    return kinds[column];
  }

  public static int position(int row) {
    return row & CHUNK_MASK;
  }

  /** Adds one row of some vectors, of which there are as many as columns. */
  public void append(ColumnVector[] row, int position) {
    int chunk = chunkForNext();
    int target = size & CHUNK_MASK;
    long variable = 0;
    for (int i = 0; i < kinds.length; i++) {
      columns[i][chunk].copyFrom(target, row[i], position);
      nullable[i] |= row[i].hasNulls();
      variable += variableBytes(row[i], position);
    }
    reserve(variable);
    size = Math.addExact(size, 1);
  }

  /** Adds the rows of a batch, whose first columns these are. */
  public void append(Batch batch) {
    int done = 0;
    while (done < batch.count()) {
      int chunk = chunkForNext();
      int target = size & CHUNK_MASK;
      int count = Math.min(batch.count() - done, CHUNK_ROWS - target);
      for (int i = 0; i < kinds.length; i++) {
        nullable[i] |= batch.column(i).hasNulls();
        copy(batch.column(i), batch.rows(), done, count, columns[i][chunk], target);
      }
      size = Math.addExact(size, count);
      done += count;
    }
  }

  private void copy(
      ColumnVector source, Rows rows, int first, int count, ColumnVector target, int at) {
    long variable = 0;
    if (source instanceof LongVector from && !source.hasNulls()) {
      long[] to = ((LongVector) target).values();
      for (int i = 0; i < count; i++) {
        to[at + i] = from.values()[rows.position(first + i)];
      }
    } else if (source instanceof DoubleVector from && !source.hasNulls()) {
      double[] to = ((DoubleVector) target).values();
      for (int i = 0; i < count; i++) {
        to[at + i] = from.values()[rows.position(first + i)];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int position = rows.position(first + i);
        target.copyFrom(at + i, source, position);
        variable += variableBytes(source, position);
      }
    }
    reserve(variable);
  }

  private static long variableBytes(ColumnVector vector, int position) {
    if (vector.isNull(position)) {
      return 0;
    }
    return vector instanceof BytesVector bytes
        ? 2L * bytes.length(position)
        : vector.kind() == ColumnKind.OBJECT ? OBJECT_BYTES : 0;
  }

  private int chunkForNext() {
    int chunk = size >>> CHUNK_BITS;
    if (chunk == chunkCount) {
      reserve((long) CHUNK_ROWS * 8 * kinds.length);
      for (int i = 0; i < kinds.length; i++) {
        if (chunk == columns[i].length) {
          columns[i] = Arrays.copyOf(columns[i], Math.max(4, 2 * chunk));
          longs[i] = Arrays.copyOf(longs[i], columns[i].length);
        }
        ColumnVector vector = ColumnVector.create(kinds[i], CHUNK_ROWS);
        columns[i][chunk] = vector;
        if (vector instanceof LongVector values) {
          longs[i][chunk] = values.values();
        }
      }
      chunkCount++;
    }
    return chunk;
  }

  private void reserve(long bytes) {
    if (bytes > 0) {
      memory.reserve(bytes);
      bytesReserved += bytes;
    }
  }

  /**
   * Copies a column of some rows to the first positions of a vector that has been cleared.
   *
   * @param rows row numbers; negative ones become NULL
   */
  public void gather(int column, int[] rows, int from, int count, ColumnVector target) {
    if (kinds[column] == ColumnKind.LONG) {
      gatherLongs(column, rows, from, count, (LongVector) target);
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      if (row < 0) {
        target.setNull(i);
      } else {
        target.copyFrom(i, vector(column, row), row & CHUNK_MASK);
      }
    }
  }

  private void gatherLongs(int column, int[] rows, int from, int count, LongVector target) {
    long[] values = target.values();
    long[][] sources = longs[column];
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      if (row >= 0) {
        values[i] = sources[row >>> CHUNK_BITS][row & CHUNK_MASK];
      }
      if (row < 0 || (nullable[column] && isNull(column, row))) {
        target.setNull(i);
      }
    }
  }

  private boolean isNull(int column, int row) {
    return columns[column][row >>> CHUNK_BITS].isNull(row & CHUNK_MASK);
  }

  /**
   * Copies a column of some rows to given positions of a vector that has been cleared.
   *
   * @param rows row numbers by position; negative ones become NULL
   */
  public void scatter(int column, int[] rows, Rows positions, ColumnVector target) {
    if (target instanceof LongVector values) {
      scatterLongs(column, rows, positions, values);
      return;
    }
    for (int i = 0; i < positions.count(); i++) {
      int position = positions.position(i);
      int row = rows[position];
      if (row < 0) {
        target.setNull(position);
      } else {
        target.copyFrom(position, vector(column, row), row & CHUNK_MASK);
      }
    }
  }

  private void scatterLongs(int column, int[] rows, Rows positions, LongVector target) {
    long[] values = target.values();
    long[][] sources = longs[column];
    for (int i = 0; i < positions.count(); i++) {
      int position = positions.position(i);
      int row = rows[position];
      if (row >= 0) {
        values[position] = sources[row >>> CHUNK_BITS][row & CHUNK_MASK];
      }
      if (row < 0 || (nullable[column] && isNull(column, row))) {
        target.setNull(position);
      }
    }
  }

  /** What the rows take. */
  public long bytes() {
    return bytesReserved;
  }

  /** What so many more rows may take; texts are guessed. */
  public long growthBytes(int rowCount) {
    long variable = Arrays.stream(kinds).filter(kind -> kind != ColumnKind.LONG).count();
    return (rowCount + CHUNK_ROWS) * (8L * kinds.length + 40L * variable);
  }

  /**
   * Hands out the rows from {@code first}, which begins a chunk, as a batch over the chunk's
   * vectors.
   *
   * @return the number of the row after
   */
  public int chunk(int first, Batch target) {
    for (int i = 0; i < kinds.length; i++) {
      target.setColumn(i, columns[i][first >>> CHUNK_BITS]);
    }
    int count = Math.min(CHUNK_ROWS, size - first);
    target.reset(count);
    return first + count;
  }

  /** Forgets all rows and gives their memory back. */
  public void clear() {
    for (int i = 0; i < kinds.length; i++) {
      columns[i] = new ColumnVector[0];
      longs[i] = new long[0][];
      nullable[i] = false;
    }
    chunkCount = 0;
    size = 0;
    memory.release(bytesReserved);
    bytesReserved = 0;
  }
}
