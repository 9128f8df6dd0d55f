package org.lightningdb.storage.clock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Tells commits the time and remembers it. The time never runs backwards: while the clock on the
 * wall stands before what was told already, commits are told the same millisecond again.
 *
 * <p>Thread-safe; {@link #note} is called in the order of commits.
 */
public final class CommitClock {
  private final LongSupplier wallMillis;

  @GuardedBy("this")
  private long[] clockMillis = new long[256];

  @GuardedBy("this")
  private long[] timestamps = new long[256];

  @GuardedBy("this")
  private int count;

  /**
   * @param wallMillis the clock on the wall, in milliseconds since 1970; may jump
   * @param known what was noted before
   */
  public CommitClock(LongSupplier wallMillis, TimeMap known) {
    this.wallMillis = wallMillis;
    synchronized (this) {
      for (int sample = 0; sample < known.size(); sample++) {
        add(known.clockMillis(sample), known.timestamp(sample));
      }
    }
  }

  /**
   * The time for the next commit: not before any commit noted so far. Noting that commit needs no
   * memory.
   */
  public long nowMillis() {
    long now = wallMillis.getAsLong();
    synchronized (this) {
      makeRoom();
      return count == 0 ? now : Math.max(now, clockMillis[count - 1]);
    }
  }

  /** Commit {@code timestamp} happened at {@code millis}, which {@link #nowMillis} told. */
  public synchronized void note(long timestamp, long millis) {
    if (count > 0 && timestamp <= timestamps[count - 1]) {
      return;
    }
    if (count > 0 && millis <= clockMillis[count - 1]) {
      timestamps[count - 1] = timestamp;
    } else {
      add(millis, timestamp);
    }
  }

  @GuardedBy("this")
  private void add(long millis, long timestamp) {
    makeRoom();
    clockMillis[count] = millis;
    timestamps[count] = timestamp;
    count++;
  }

  @GuardedBy("this")
  private void makeRoom() {
    if (count == TimeMap.SAMPLES_MAX) {
      count = TimeMap.thin(clockMillis, timestamps, count);
    }
    if (count == clockMillis.length) {
      long[] longerMillis = Arrays.copyOf(clockMillis, count * 2);
      timestamps = Arrays.copyOf(timestamps, count * 2);
      clockMillis = longerMillis;
    }
  }

  /** Everything noted so far, thinned. */
  public synchronized TimeMap map() {
    count = TimeMap.thin(clockMillis, timestamps, count);
    return TimeMap.of(clockMillis, timestamps, count);
  }

  /** As {@link TimeMap#timestampAt}, of everything noted so far. */
  public long timestampAt(long millis) {
    return map().timestampAt(millis);
  }

  /** As {@link TimeMap#clockMillisAt}, of everything noted so far. */
  public long clockMillisAt(long timestamp) {
    return map().clockMillisAt(timestamp);
  }

  /** The commit that the retention of {@code keptMillis} from now reaches back to; 0 = all. */
  public long horizon(long keptMillis) {
    long now = wallMillis.getAsLong();
    return keptMillis > now ? 0 : timestampAt(now - keptMillis);
  }
}
