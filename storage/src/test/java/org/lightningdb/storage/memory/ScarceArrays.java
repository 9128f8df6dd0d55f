package org.lightningdb.storage.memory;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that runs out when a test says so. Thread-safe. */
public final class ScarceArrays implements ByteArrays {
  private final AtomicLong requests = new AtomicLong();
  private volatile long failing = Long.MAX_VALUE;
  private volatile int lengthMin;

  /** From now on requests of at least {@code length} bytes fail, after {@code spared} of them. */
  public void failFrom(int length, long spared) {
    lengthMin = length;
    failing = requests.get() + spared;
  }

  public void recover() {
    failing = Long.MAX_VALUE;
  }

  @Override
  public byte[] ofLength(int length) {
    if (length >= lengthMin && requests.getAndIncrement() >= failing) {
      throw new OutOfMemoryError("as the test wants, for " + length + " bytes");
    }
    return new byte[length];
  }
}
