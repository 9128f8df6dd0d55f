package org.lightningdb.sql.exec;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the operators of one measured execution did, by their number in the plan's text. */
public final class Measurements {
  private final LongSupplier nanoTime;
  private final Map<Integer, Work> works = new HashMap<>();

  /** The work of one operator; of everything below it, too, as far as time is concerned. */
  public static final class Work {
    private long opened;
    private long rows;
    private long batches;
    private long nanos;

    public void open(long nanosTaken) {
      opened++;
      nanos += nanosTaken;
    }

    public void batch(int rowCount, long nanosTaken) {
      batches++;
      rows += rowCount;
      nanos += nanosTaken;
    }

    /** The end of the rows, or closing. */
    public void end(long nanosTaken) {
      nanos += nanosTaken;
    }

    public long opened() {
      return opened;
    }

    public long rows() {
      return rows;
    }

    public long batches() {
      return batches;
    }

    public long nanos() {
      return nanos;
    }
  }

  public Measurements(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** The work of the operator with that number. */
  public Work work(int number) {
    return works.computeIfAbsent(number, unused -> new Work());
  }
}
