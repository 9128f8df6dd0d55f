package org.lightningdb.sql.exec.operator;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.SpilledRows;

/**
 * The left rows of a nested loop join, once for each block of right rows: if there will be another
 * pass, the first one writes them to a file. Between passes it is remembered which rows matched;
 * positions are those of the batch handed out last.
 */
final class LeftPasses {
  private static final int BITS_RESERVED = 1 << 19;

  private final Operator left;
  private final List<SqlType> types;
  private final Execution execution;
  private final BitSet matched = new BitSet();
  private final BitSet unknown = new BitSet();
  private @Nullable SpilledRows kept;
  private SpilledRows.@Nullable Reader reader;
  private @Nullable Batch batch;
  private boolean leftOpen;

  /** The number of the first row of the batch, and of the one after it. */
  private int first;

  private int end;
  private long bytesReserved;

  LeftPasses(Operator left, List<SqlType> types, Execution execution) {
    this.left = left;
    this.types = types;
    this.execution = execution;
  }

  /**
   * Begins the first pass.
   *
   * @param more whether another will follow
   */
  void open(boolean more) {
    kept = more ? new SpilledRows(types, execution) : null;
    leftOpen = true;
    restart();
    left.open();
  }

  /** Begins another pass. */
  void again() {
    SpilledRows rows = kept;
    if (rows == null) {
      throw new IllegalStateException("the left rows were not kept");
    }
    reader = rows.reader();
    restart();
  }

  private void restart() {
    batch = null;
    first = 0;
    end = 0;
  }

  /** The next rows, borrowed until the next call; null at the end of the pass. */
  @Nullable Batch next() {
    Batch rows = reader == null ? nextOfLeft() : reader.next();
    first = end;
    if (rows != null && kept != null) {
      end = Math.addExact(first, rows.count());
    }
    batch = rows;
    return rows;
  }

  private @Nullable Batch nextOfLeft() {
    if (!leftOpen) {
      return null;
    }
    Batch rows = left.next();
    if (rows == null) {
      leftOpen = false;
      left.close();
    } else if (kept != null) {
      execution.context().checkCancelled();
      kept.add(rows);
    }
    return rows;
  }

  /** Says what earlier passes found out about the rows of the batch. */
  void recall(boolean[] matchedPositions, BitSet unknownPositions) {
    Batch rows = batch;
    if (reader == null || rows == null) {
      return;
    }
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      matchedPositions[position] = matched.get(first + i);
      if (unknown.get(first + i)) {
        unknownPositions.set(position);
      }
    }
  }

  /** Takes what is known now of the rows of the batch. */
  void remember(boolean[] matchedPositions, BitSet unknownPositions) {
    Batch rows = batch;
    if (kept == null || rows == null) {
      return;
    }
    long bytes = (end / BITS_RESERVED + 1L) * (BITS_RESERVED / 4);
    if (bytes > bytesReserved) {
      execution.memory().reserve(bytes - bytesReserved);
      bytesReserved = bytes;
    }
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      if (matchedPositions[position]) {
        matched.set(first + i);
      }
      if (unknownPositions.get(position)) {
        unknown.set(first + i);
      }
    }
  }

  void close() {
    SpilledRows rows = kept;
    kept = null;
    reader = null;
    batch = null;
    matched.clear();
    unknown.clear();
    execution.memory().release(bytesReserved);
    bytesReserved = 0;
    try {
      if (leftOpen) {
        leftOpen = false;
        left.close();
      }
    } finally {
      if (rows != null) {
        rows.close();
      }
    }
  }
}
