package org.lightningdb.server.demo;

import java.util.Locale;

/** Elapsed time in the form people read. */
final class Stopwatch {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final long startNanos = System.nanoTime();

  double millis() {
    return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
  }

  double seconds() {
    return millis() / MILLIS_PER_SECOND;
  }

  /** Such as {@code 0.42 ms}, {@code 37 ms} or {@code 2.5 s}. */
  @Override
  public String toString() {
    double millis = millis();
    if (millis >= 2 * MILLIS_PER_SECOND) {
      return String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND);
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }
}
