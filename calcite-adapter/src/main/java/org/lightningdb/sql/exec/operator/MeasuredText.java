package org.lightningdb.sql.exec.operator;

import java.util.Locale;
import org.lightningdb.sql.exec.Measurements;

/** A plan's text with what its operators did. */
public final class MeasuredText {
  private static final double NANOS_PER_MILLI = 1e6;

  private final StringBuilder text = new StringBuilder();
  private final Measurements measurements;
  private final long begin;

  /** From here on time counts. */
  public MeasuredText(Measurements measurements) {
    this.measurements = measurements;
    this.begin = measurements.nanoTime();
  }

  /** A line about an operator. */
  public void operator(String line, Measurements.Work work) {
    text.append(line);
    if (work.opened() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              " [rows=%d batches=%d opened=%d time=%.3fms",
              work.rows(),
              work.batches(),
              work.opened(),
              work.nanos() / NANOS_PER_MILLI));
      if (work.blocksRead() + work.blocksSkipped() > 0) {
        text.append(" blocks=").append(work.blocksRead());
        text.append(" skipped=").append(work.blocksSkipped());
      }
      appendSpilled(work.bytesSpilled());
      text.append(']');
    }
    text.append('\n');
  }

  /** A line about something else. */
  public void line(String line) {
    text.append(line).append('\n');
  }

  /** The last line, and the whole text. */
  public String total(long rows) {
    text.append(
        String.format(
            Locale.ROOT,
            "Total [rows=%d time=%.3fms memory=%dB",
            rows,
            (measurements.nanoTime() - begin) / NANOS_PER_MILLI,
            measurements.memoryBytesMost()));
    appendSpilled(measurements.bytesSpilled());
    return text.append(']').toString();
  }

  private void appendSpilled(long bytes) {
    if (bytes > 0) {
      text.append(" spilled=").append(bytes).append('B');
    }
  }
}
