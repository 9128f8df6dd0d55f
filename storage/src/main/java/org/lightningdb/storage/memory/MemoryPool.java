package org.lightningdb.storage.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * One budget of bytes, shared by three kinds of users.
 *
 * <ul>
 *   <li><b>Watched</b> use only tells how much it holds ({@link #watch}): commits must not fail for
 *       memory once the log has them, so they are slowed down elsewhere and never refused here.
 *   <li><b>Reservations</b> are asked for before the memory is taken ({@link #reserve}) and may be
 *       refused.
 *   <li>The <b>elastic</b> user, the block cache, gets what the others leave ({@link #giveWay}),
 *       down to a minimum.
 * </ul>
 *
 * <p>So a reservation is granted at once while there is room beside the minimum of the elastic
 * user, which gives way before this returns. Else the pool asks for relief ({@link #relieveBy}),
 * which moves watched use out of memory and may take as long as a checkpoint; and if that was not
 * enough, refuses with {@code OUT_OF_MEMORY} and says who holds what.
 *
 * <p>The budget counts what its users count: objects of a statement, buffers of a connection and
 * code are not in it. Thread-safe. {@code watch}, {@code giveWay} and {@code relieveBy} are for
 * wiring, before the first reservation.
 */
public final class MemoryPool {
  /** The elastic limit moves in parts of this size, since every move costs a pass of eviction. */
  private static final int STEPS = 64;

  private final long bytesMax;
  private final long elasticBytesMin;
  private final long stepBytes;
  private final List<WatchedUse> watched = new CopyOnWriteArrayList<>();
  private final AtomicLong reservedBytes = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final ReentrantLock elasticLock = new ReentrantLock();

  /** Written under {@code elasticLock}. */
  private volatile long elasticBytesMax;

  @GuardedBy("elasticLock")
  private @Nullable LongConsumer elasticLimit;

  /** Written under {@code elasticLock}. */
  private volatile long elasticBytes;

  private volatile BooleanSupplier relief = () -> false;

  private record WatchedUse(String name, LongSupplier bytes) {}

  /** A budget of {@code bytesMax}, of which the elastic user always keeps its minimum. */
  public MemoryPool(long bytesMax, long elasticBytesMin) {
    this.bytesMax = bytesMax;
    this.elasticBytesMin = Math.min(elasticBytesMin, bytesMax);
    this.stepBytes = Math.max(1, bytesMax / STEPS);
  }

  /** Counts {@code bytes} as used; it is asked often and must be cheap. */
  public void watch(String name, LongSupplier bytes) {
    watched.add(new WatchedUse(name, bytes));
  }

  /**
   * Makes {@code limit} the elastic user: it is told how many bytes it may hold, never more than
   * {@code limitMax}, and must have let go of the rest when it returns.
   */
  public void giveWay(long limitMax, LongConsumer limit) {
    elasticLock.lock();
    try {
      elasticBytesMax = limitMax;
      elasticLimit = limit;
    } finally {
      elasticLock.unlock();
    }
    adjust();
  }

  /** Sets who moves watched use out of memory; it returns whether it may have succeeded. */
  public void relieveBy(BooleanSupplier newRelief) {
    relief = newRelief;
  }

  public long bytesMax() {
    return bytesMax;
  }

  /** What reservations may still take, if the elastic user gives way. */
  public long availableBytes() {
    return bytesMax - elasticBytesMin - watchedBytes() - reservedBytes.get();
  }

  /**
   * How much a watched user may hold: what reservations leave, at least a quarter of {@code wanted}
   * and at most all of it. Where it is passed, the user shall start to move to disk.
   */
  public long watchedLimit(long wanted) {
    long left = bytesMax - elasticBytesMin - reservedBytes.get();
    return Math.max(wanted / 4, Math.min(wanted, left));
  }

  private long watchedBytes() {
    long sum = 0;
    for (WatchedUse use : watched) {
      sum += use.bytes().getAsLong();
    }
    return sum;
  }

  /**
   * Sets {@code bytes} aside; may wait for a checkpoint. Not to be called by a thread that a
   * checkpoint could wait for.
   *
   * @param purpose what for, as users know it: for messages
   * @throws StorageException {@code OUT_OF_MEMORY}
   */
  public Reservation reserve(String purpose, long bytes) {
    Reservation reservation = new Reservation(this, purpose);
    reservation.grow(bytes);
    return reservation;
  }

  /** Takes {@code bytes} without waiting; returns whether there was room. */
  boolean tryTake(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("cannot set aside " + bytes + " bytes");
    }
    while (true) {
      long reserved = reservedBytes.get();
      long room = bytesMax - elasticBytesMin - watchedBytes() - reserved;
      if (bytes > room) {
        return false;
      }
      if (reservedBytes.compareAndSet(reserved, reserved + bytes)) {
        adjust();
        return true;
      }
    }
  }

  void take(String purpose, long bytes) {
    if (!tryTake(bytes) && !(relief.getAsBoolean() && tryTake(bytes))) {
      refusals.incrementAndGet();
      throw new StorageException(
          Kind.OUT_OF_MEMORY,
          purpose + " needs " + bytes + " more bytes of memory than there are: " + describe());
    }
  }

  void giveBack(long bytes) {
    reservedBytes.addAndGet(-bytes);
    adjust();
  }

  /**
   * Lets the elastic user have what is left now. Called when watched use has changed; costs little
   * if it has not changed much.
   */
  public void adjust() {
    long left = bytesMax - watchedBytes() - reservedBytes.get();
    long now = elasticBytes;
    boolean allAtOnce = now < elasticBytesMax && left >= elasticBytesMax;
    if (left < now || left - now >= 2 * stepBytes || allAtOnce) {
      moveElasticLimit();
    }
  }

  private void moveElasticLimit() {
    elasticLock.lock();
    try {
      LongConsumer user = elasticLimit;
      do {
        long left = bytesMax - watchedBytes() - reservedBytes.get();
        long steps = Math.max(elasticBytesMin, left - Math.floorMod(left, stepBytes));
        long limit = Math.min(elasticBytesMax, steps);
        if (user != null && limit != elasticBytes) {
          elasticBytes = limit;
          user.accept(limit);
        }
      } while (elasticBytes > elasticBytesMin && promisedTooMuch());
    } finally {
      elasticLock.unlock();
    }
  }

  /** Whether somebody took memory after the limit was computed and did not see it move. */
  private boolean promisedTooMuch() {
    return bytesMax - watchedBytes() - reservedBytes.get() < elasticBytes;
  }

  public MemoryStatistics statistics() {
    return new MemoryStatistics(
        bytesMax, watchedBytes(), reservedBytes.get(), elasticBytes, refusals.get());
  }

  private String describe() {
    StringBuilder text = new StringBuilder("budget ").append(bytesMax).append(" bytes");
    for (WatchedUse use : watched) {
      text.append(", ").append(use.name()).append(' ').append(use.bytes().getAsLong());
    }
    return text.append(", reserved ")
        .append(reservedBytes.get())
        .append(", kept for cached blocks ")
        .append(elasticBytesMin)
        .toString();
  }
}
