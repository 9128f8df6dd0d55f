package org.lightningdb.storage.clock;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which commit was the newest at which time, as samples: at {@code clockMillis(i)} the newest
 * commit was {@code timestamp(i)}. Both ascend strictly.
 *
 * <p><b>Precision.</b> A sample for every millisecond that saw a commit would be exact and without
 * bound. So old samples are thinned: where there were commits, two neighbours are apart by two
 * {@link #PRECISION}ths of their age at most, which is two seconds for what happened a quarter of
 * an hour ago and three minutes for yesterday. An answer errs by no more than that, and always to
 * the earlier commit. The last second is exact.
 *
 * <p><b>Bound.</b> That is a constant number of samples for each doubling of the age: fewer than
 * {@link #SAMPLES_MAX} for a hundred years.
 *
 * <p>Immutable.
 */
public final class TimeMap {
  /** Thinned samples are apart by their age divided by this. */
  static final long PRECISION = 1024;

  /** The most samples a map holds. */
  public static final int SAMPLES_MAX = 32 << 10;

  private static final TimeMap EMPTY = new TimeMap(new long[0], new long[0], 0);

  private final long[] clockMillis;
  private final long[] timestamps;

  private TimeMap(long[] clockMillis, long[] timestamps, int count) {
    this.clockMillis = Arrays.copyOf(clockMillis, count);
    this.timestamps = Arrays.copyOf(timestamps, count);
  }

  public static TimeMap empty() {
    return EMPTY;
  }

  /**
   * A map of the first {@code count} samples, thinned if they are too many.
   *
   * @throws IllegalArgumentException if they do not ascend
   */
  public static TimeMap of(long[] clockMillis, long[] timestamps, int count) {
    for (int i = 1; i < count; i++) {
      if (clockMillis[i] <= clockMillis[i - 1] || timestamps[i] <= timestamps[i - 1]) {
        throw new IllegalArgumentException("sample " + i + " does not ascend");
      }
    }
    if (count <= SAMPLES_MAX) {
      return count == 0 ? EMPTY : new TimeMap(clockMillis, timestamps, count);
    }
    long[] clockLeft = Arrays.copyOf(clockMillis, count);
    long[] timestampsLeft = Arrays.copyOf(timestamps, count);
    int left = thin(clockLeft, timestampsLeft, count);
    return new TimeMap(clockLeft, timestampsLeft, left);
  }

  /**
   * Removes from the first {@code count} samples those that stand closer than they need.
   *
   * @return how many are left; at most {@link #SAMPLES_MAX}
   */
  static int thin(long[] clockMillis, long[] timestamps, int count) {
    if (count <= 2) {
      return count;
    }
    long newest = clockMillis[count - 1];
    int write = count - 1;
    for (int read = count - 2; read >= 0; read--) {
      long age = newest - clockMillis[read];
      long gap = clockMillis[write] - clockMillis[read];
      boolean near = gap < age / PRECISION;
      if (!near || read == 0) {
        write--;
        clockMillis[write] = clockMillis[read];
        timestamps[write] = timestamps[read];
      }
    }
    int left = count - write;
    System.arraycopy(clockMillis, write, clockMillis, 0, left);
    System.arraycopy(timestamps, write, timestamps, 0, left);
    return left;
  }

  public int size() {
    return clockMillis.length;
  }

  public long clockMillis(int sample) {
    return clockMillis[sample];
  }

  public long timestamp(int sample) {
    return timestamps[sample];
  }

  /** The newest commit known to have happened at or before {@code millis}; 0 if there is none. */
  public long timestampAt(long millis) {
    int found = Arrays.binarySearch(clockMillis, millis);
    int sample = found >= 0 ? found : -2 - found;
    return sample < 0 ? 0 : timestamps[sample];
  }

  /**
   * A time by which commit {@code timestamp} had happened, the earliest known: {@code
   * timestampAt(clockMillisAt(t)) >= t}, unless the commit is younger than every sample; then it is
   * the time of the newest sample. 0 if nothing is known.
   */
  public long clockMillisAt(long timestamp) {
    if (timestamps.length == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(timestamps, timestamp);
    int sample = found >= 0 ? found : Math.min(-1 - found, timestamps.length - 1);
    return clockMillis[sample];
  }

  /** The index of the first sample that is newer than commit {@code timestamp}. */
  public int firstAfter(long timestamp) {
    int found = Arrays.binarySearch(timestamps, timestamp);
    return found >= 0 ? found + 1 : -1 - found;
  }

  /** The samples of the commits up to {@code timestamp}. */
  public TimeMap upTo(long timestamp) {
    int count = firstAfter(timestamp);
    return count == size() ? this : of(clockMillis, timestamps, count);
  }

  /** These samples and behind them those of {@code later} that are newer than all of these. */
  public TimeMap followedBy(TimeMap later) {
    long newestMillis = size() == 0 ? Long.MIN_VALUE : clockMillis[size() - 1];
    long newestTimestamp = size() == 0 ? Long.MIN_VALUE : timestamps[size() - 1];
    int first = later.firstAfter(newestTimestamp);
    while (first < later.size() && later.clockMillis[first] <= newestMillis) {
      first++;
    }
    int more = later.size() - first;
    if (more == 0) {
      return this;
    }
    long[] allMillis = Arrays.copyOf(clockMillis, size() + more);
    long[] allTimestamps = Arrays.copyOf(timestamps, size() + more);
    System.arraycopy(later.clockMillis, first, allMillis, size(), more);
    System.arraycopy(later.timestamps, first, allTimestamps, size(), more);
    return of(allMillis, allTimestamps, allMillis.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeMap that
        && Arrays.equals(clockMillis, that.clockMillis)
        && Arrays.equals(timestamps, that.timestamps);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(clockMillis) + Arrays.hashCode(timestamps);
  }

  @Override
  public String toString() {
    return size() == 0
        ? "no samples"
        : size()
            + " samples from commit "
            + timestamps[0]
            + " at "
            + clockMillis[0]
            + " to commit "
            + timestamps[size() - 1]
            + " at "
            + clockMillis[size() - 1];
  }
}
