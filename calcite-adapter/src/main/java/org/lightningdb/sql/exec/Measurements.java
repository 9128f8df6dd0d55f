package org.lightningdb.sql.exec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operators of one measured execution did, by their number in the plan's text. Each thread
 * says which operator it works for; what is spilled, and which blocks are read, counts for that
 * one.
 */
public final class Measurements {
  private final LongSupplier nanoTime;
  private final Map<Integer, Work> works = new ConcurrentHashMap<>();
  private final Map<Thread, Work> current = new ConcurrentHashMap<>();
  private final LongAdder bytesSpilled = new LongAdder();
  private volatile long memoryBytesMost;

  /** The work of one operator; of everything below it, too, as far as time is concerned. */
  public static final class Work {
    private final LongAdder opened = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder bytesSpilled = new LongAdder();
    private final LongAdder blocksRead = new LongAdder();
    private final LongAdder blocksSkipped = new LongAdder();

    public void open(long nanosTaken) {
      opened.increment();
      nanos.add(nanosTaken);
    }

    public void batch(int rowCount, long nanosTaken) {
      batches.increment();
      rows.add(rowCount);
      nanos.add(nanosTaken);
    }

    /** Some batches at once. */
    public void batches(long rowCount, long batchCount, long nanosTaken) {
      batches.add(batchCount);
      rows.add(rowCount);
      nanos.add(nanosTaken);
    }

    /** The end of the rows, or closing. */
    public void end(long nanosTaken) {
      nanos.add(nanosTaken);
    }

    public long opened() {
      return opened.sum();
    }

    public long rows() {
      return rows.sum();
    }

    public long batches() {
      return batches.sum();
    }

    public long nanos() {
      return nanos.sum();
    }

    /** Bytes written to temporary files, before compression. */
    public long bytesSpilled() {
      return bytesSpilled.sum();
    }

    /** Blocks of the table of which rows were looked at. */
    public long blocksRead() {
      return blocksRead.sum();
    }

    /** Blocks that were left out because none of their rows could be wanted. */
    public long blocksSkipped() {
      return blocksSkipped.sum();
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

  /** Says that this thread works for an operator now; returns for which one it did before. */
  public @Nullable Work enter(@Nullable Work work) {
    Thread thread = Thread.currentThread();
    return work == null ? current.remove(thread) : current.put(thread, work);
  }

  /** Counts bytes for the operator that this thread works for. */
  public void spilled(long bytes) {
    bytesSpilled.add(bytes);
    Work work = current.get(Thread.currentThread());
    if (work != null) {
      work.bytesSpilled.add(bytes);
    }
  }

  /** Counts blocks of a table for the operator that this thread works for. */
  public void scanned(long blocksRead, long blocksSkipped) {
    Work work = current.get(Thread.currentThread());
    if (work != null) {
      work.blocksRead.add(blocksRead);
      work.blocksSkipped.add(blocksSkipped);
    }
  }

  /** Notes what the whole query holds at the moment. */
  public void memory(long bytes) {
    memoryBytesMost = Math.max(memoryBytesMost, bytes);
  }

  public long memoryBytesMost() {
    return memoryBytesMost;
  }

  public long bytesSpilled() {
    return bytesSpilled.sum();
  }
}
