package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * Cuts a key range that several runs share into parts of similar size. Each run offers its own
 * separators, more the larger it is, each standing for as many bytes as it separates; the cuts are
 * where the sum of those bytes passes a share of the whole.
 */
final class SplitPoints {
  /** Separators asked for, for each part. */
  private static final int POINTS_PER_PART = 8;

  private record Point(Slice key, double bytes) {}

  private SplitPoints() {}

  /** Ascending keys inside {@code range} that cut it into at most {@code parts} parts. */
  static List<Slice> of(RunReader reader, List<Run> runs, ByteRange range, int parts) {
    if (parts < 2) {
      return List.of();
    }
    long total = Math.max(1, runs.stream().mapToLong(Run::bytes).sum());
    List<Point> points = new ArrayList<>();
    for (Run run : runs) {
      if (run.overlaps(range)) {
        int wanted = 1 + (int) ((double) run.bytes() / total * parts * POINTS_PER_PART);
        List<Slice> separators = new ArrayList<>(reader.splitPoints(run, range, wanted + 1));
        if (isInside(range, run.firstKey())) {
          separators.add(run.firstKey());
        }
        double bytes = (double) run.bytes() / (separators.size() + 1);
        separators.forEach(key -> points.add(new Point(key, bytes)));
      }
    }
    points.sort(Comparator.comparing(Point::key));
    return choose(points, parts);
  }

  private static boolean isInside(ByteRange range, Slice key) {
    Slice lower = range.lower();
    return range.contains(key) && key.length() > 0 && !key.equals(lower);
  }

  private static List<Slice> choose(List<Point> points, int parts) {
    double total = points.stream().mapToDouble(Point::bytes).sum();
    List<Slice> chosen = new ArrayList<>();
    double sum = 0;
    for (Point point : points) {
      sum += point.bytes();
      boolean due = sum >= total * (chosen.size() + 1) / parts;
      boolean above = chosen.isEmpty() || chosen.get(chosen.size() - 1).compareTo(point.key()) < 0;
      if (due && above && chosen.size() + 1 < parts) {
        chosen.add(point.key());
      }
    }
    return chosen;
  }
}
