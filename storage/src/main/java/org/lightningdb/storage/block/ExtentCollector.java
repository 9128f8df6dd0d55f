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

  /** Notes a block that the roots of this checkpoint do not need any more. */
  public void free(long address) {
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, freedCount * 2);
    }
    freed[freedCount++] = address;
  }

  void wrote(long address) {
    if (writtenCount == written.length) {
      written = Arrays.copyOf(written, writtenCount * 2);
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

  long[] written() {
    return Arrays.copyOf(written, writtenCount);
  }
}
