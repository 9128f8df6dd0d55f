package org.lightningdb.storage.block;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.memory.Reservation;

/**
 * Some blocks that one scan will want soon. {@link #run} reads them, neighbours in one call; it may
 * be called by several threads, of which the first does the work. A block that cannot be read or is
 * damaged is left out: if the scan really comes there, it reads the block itself and meets the
 * error.
 *
 * <p>Nobody but the scan sees these blocks, and it takes them while its view keeps their space from
 * being used again. What is read after the scan has gone may be anything, and is dropped.
 */
final class AheadBatch implements Runnable {
  private final ReadAhead service;
  private final BlockReader reader;
  private final Reservation reservation;

  /** Ascending: in the order of the file. */
  private final long[] addresses;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition finished = lock.newCondition();

  private enum State {
    WAITING,
    READING,
    READ
  }

  @GuardedBy("lock")
  private State state = State.WAITING;

  @GuardedBy("lock")
  private final @Nullable Block[] blocks;

  @GuardedBy("lock")
  private boolean forgotten;

  /** Takes over {@code reservation}. */
  AheadBatch(ReadAhead service, BlockReader reader, long[] addresses, Reservation reservation) {
    this.service = service;
    this.reader = reader;
    this.addresses = addresses;
    this.reservation = reservation;
    this.blocks = new @Nullable Block[addresses.length];
    Arrays.sort(addresses);
  }

  boolean contains(long address) {
    return Arrays.binarySearch(addresses, address) >= 0;
  }

  /**
   * The block, once; null if it could not be read. Reads, or waits for who does, and does not mind
   * interrupts, as all reading.
   */
  @Nullable Block take(long address) {
    run();
    lock.lock();
    try {
      while (state != State.READ) {
        finished.awaitUninterruptibly();
      }
      int index = Arrays.binarySearch(addresses, address);
      Block block = blocks[index];
      blocks[index] = null;
      return block;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody will take anything any more. */
  void forget() {
    lock.lock();
    try {
      forgotten = true;
      if (state != State.READING) {
        end();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    @Nullable Block[] read = new @Nullable Block[addresses.length];
    try {
      read = new CoalescedRead(reader, addresses).run();
    } finally {
      finish(read);
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      boolean first = state == State.WAITING;
      state = first ? State.READING : state;
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void finish(@Nullable Block[] read) {
    lock.lock();
    try {
      System.arraycopy(read, 0, blocks, 0, read.length);
      state = State.READ;
      if (forgotten) {
        end();
      }
      finished.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void end() {
    state = State.READ;
    Arrays.fill(blocks, null);
    service.giveBack(reservation);
  }
}
