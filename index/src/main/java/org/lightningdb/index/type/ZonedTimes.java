package org.lightningdb.index.type;

import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/**
 * TIME WITH TIME ZONE as one long, whose order is that of the values:
 *
 * <pre>
 *   bits 18…  microseconds of the time in UTC, which may be a day before or after, plus 18 hours
 *   bits 0…17 seconds west of UTC, plus 18 hours
 * </pre>
 */
public final class ZonedTimes {
  private static final int OFFSET_BITS = 18;
  private static final int SECONDS_MAX = 18 * 3_600;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private ZonedTimes() {}

  /** The time as a long; digits below microseconds are cut. */
  public static long pack(OffsetTime value) {
    int east = value.getOffset().getTotalSeconds();
    long utcMicros = value.toLocalTime().toNanoOfDay() / NANOS_PER_MICRO - east * MICROS_PER_SECOND;
    long aboveLeast = utcMicros + SECONDS_MAX * MICROS_PER_SECOND;
    return aboveLeast << OFFSET_BITS | (SECONDS_MAX - east);
  }

  /** Inverse of {@link #pack}. */
  public static OffsetTime unpack(long packed) {
    int east = SECONDS_MAX - (int) (packed & ((1 << OFFSET_BITS) - 1));
    long utcMicros = (packed >> OFFSET_BITS) - SECONDS_MAX * MICROS_PER_SECOND;
    long nanos = (utcMicros + east * MICROS_PER_SECOND) * NANOS_PER_MICRO;
    return LocalTime.ofNanoOfDay(nanos).atOffset(ZoneOffset.ofTotalSeconds(east));
  }
}
