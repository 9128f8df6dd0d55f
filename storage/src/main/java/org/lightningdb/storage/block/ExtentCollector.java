package org.lightningdb.storage.block;

import java.util.Arrays;

/**
 * What one checkpoint does to the file's space: blocks it wrote, and blocks that the new roots no
 * longer need. One collector serves all stores of a checkpoint, and ends either in {@link
 * FreeExtents#retire} or in {@link FreeExtents#abandon}. Used by one thread.
 */
public final class ExtentCollector {
  private long[] freed = new long[16];
  private int freedCount;
  private long[] written = new long[16];
  private int writtenCount;
  private long[] adopted = new long[0];
  private int adoptedCount;
  private boolean beforeCommit;

  /** For blocks of a transaction that may never commit; the blocks say so themselves. */
  public static ExtentCollector beforeCommit() {
    ExtentCollector collector = new ExtentCollector();
    collector.beforeCommit = true;
    return collector;
  }

  boolean isBeforeCommit() {
    return beforeCommit;
  }

  /** Notes a block that the roots of this checkpoint do not need any more. */
  public void free(long address) {
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, Math.max(16, freedCount * 2));
    }
    freed[freedCount++] = address;
  }

  void wrote(long address) {
    if (writtenCount == written.length) {
      written = Arrays.copyOf(written, Math.max(16, writtenCount * 2));
    }
    written[writtenCount++] = address;
  }

  /** Takes over what {@code part}, which is used no more, has gathered. */
  public void addAll(ExtentCollector part) {
    for (int i = 0; i < part.freedCount; i++) {
      free(part.freed[i]);
    }
    for (int i = 0; i < part.writtenCount; i++) {
      wrote(part.written[i]);
    }
    for (int i = 0; i < part.adoptedCount; i++) {
      adopt(part.adopted[i]);
    }
  }

  /** Notes a block of a run that became a part of a store as it is. */
  public void adopt(long address) {
    if (adoptedCount == adopted.length) {
      adopted = Arrays.copyOf(adopted, Math.max(16, adoptedCount * 2));
    }
    adopted[adoptedCount++] = address;
  }

  /** The blocks noted as freed, as the only notes of a collector of their own. */
  public ExtentCollector freedOnly() {
    ExtentCollector copy = new ExtentCollector();
    copy.freed = freed();
    copy.freedCount = freedCount;
    return copy;
  }

  /**
   * Forgets the blocks noted as freed, which must be noted as written, too, and returns them as the
   * written ones of a collector of their own: nobody needed them but who wrote them.
   */
  public ExtentCollector takeFreed() {
    ExtentCollector taken = new ExtentCollector();
    taken.written = freed();
    taken.writtenCount = freedCount;
    Arrays.sort(taken.written);
    int kept = 0;
    for (int i = 0; i < writtenCount; i++) {
      if (Arrays.binarySearch(taken.written, written[i]) < 0) {
        written[kept++] = written[i];
      }
    }
    writtenCount = kept;
    freedCount = 0;
    return taken;
  }

  /** The blocks noted as written, as freed ones of a collector of their own. */
  public ExtentCollector writtenAsFreed() {
    ExtentCollector copy = new ExtentCollector();
    copy.freed = written();
    copy.freedCount = writtenCount;
    return copy;
  }

  public int freedCount() {
    return freedCount;
  }

  public int writtenCount() {
    return writtenCount;
  }

  long[] freed() {
    return Arrays.copyOf(freed, freedCount);
  }

  long[] adopted() {
    return Arrays.copyOf(adopted, adoptedCount);
  }

  long[] written() {
    return Arrays.copyOf(written, writtenCount);
  }
}
