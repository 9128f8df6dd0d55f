package org.lightningdb.index.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyCodec;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.ColumnProfile.CommonValue;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/** Gathers what there is to know about one column: all values are counted, some are kept. */
final class ColumnCollector {
  private static final int COMMON_MAX = 32;
  private static final int PARTS = 64;
  private static final int BYTES_MAX = 64;

  /** A value is common if it is in the sample this many times as often as the average value. */
  private static final double COMMON_LEAST = 1.25;

  private final SqlType type;
  private final @Nullable Slice[] sample;
  private final DistinctCounter distinct = new DistinctCounter();
  private final BytesBuilder encoded = new BytesBuilder(64);
  private long nulls;

  ColumnCollector(SqlType type, int sampleSize) {
    this.type = type;
    this.sample = new @Nullable Slice[sampleSize];
  }

  /** Counts the first {@code rows} values of a vector. */
  void count(ColumnVector vector, int rows) {
    for (int row = 0; row < rows; row++) {
      if (vector.isNull(row)) {
        nulls++;
      } else {
        distinct.add(hash(vector, row));
      }
    }
  }

  /** Keeps a value at a place of the sample; NULL leaves it empty. */
  void keep(int place, ColumnVector vector, int row) {
    if (vector.isNull(row)) {
      sample[place] = null;
      return;
    }
    encoded.clear();
    KeyCodec.encode(encoded, type, false, vector, row);
    encoded.truncate(Math.min(encoded.length(), BYTES_MAX));
    sample[place] = new Slice(encoded.toByteArray());
  }

  static long hash(ColumnVector vector, int row) {
    return switch (vector.kind()) {
      case LONG -> mixed(((LongVector) vector).get(row));
      case DOUBLE -> mixed(Double.doubleToLongBits(((DoubleVector) vector).get(row) + 0.0));
      case BYTES -> hash((BytesVector) vector, row);
      case OBJECT -> mixed(((ObjectVector) vector).get(row).hashCode());
    };
  }

  private static long hash(BytesVector vector, int row) {
    byte[] bytes = vector.buffer();
    int end = vector.start(row) + vector.length(row);
    long hash = vector.length(row);
    for (int i = vector.start(row); i < end; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001B3L;
    }
    return mixed(hash);
  }

  static long mixed(long value) {
    long hash = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    return hash ^ (hash >>> 31);
  }

  /** A value of the sample and how often it is there. */
  private record Run(Slice value, int count) {}

  /**
   * The profile.
   *
   * @param rows how many rows were counted
   * @param kept how many places of the sample were filled
   */
  ColumnProfile profile(long rows, int kept) {
    List<Run> runs = runs(kept);
    boolean all = rows <= kept;
    double values = runs.stream().mapToInt(Run::count).sum();
    double different =
        all
            ? runs.size()
            : Math.max(runs.size(), Math.min((double) (rows - nulls), distinct.estimate()));
    double perRow = values == 0 ? 0 : (1 - nullFraction(rows)) / values;
    List<Run> common = common(runs, values, different);
    runs.removeAll(common);
    return new ColumnProfile(
        nullFraction(rows),
        different,
        common.stream().map(run -> new CommonValue(run.value(), run.count() * perRow)).toList(),
        bounds(runs));
  }

  private double nullFraction(long rows) {
    return rows == 0 ? 0 : (double) nulls / rows;
  }

  private List<Run> runs(int kept) {
    List<Slice> values = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      Slice value = sample[i];
      if (value != null) {
        values.add(value);
      }
    }
    values.sort(null);
    List<Run> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= values.size(); i++) {
      if (i == values.size() || !values.get(i).equals(values.get(begin))) {
        runs.add(new Run(values.get(begin), i - begin));
        begin = i;
      }
    }
    return runs;
  }

  /** Those that are clearly more common than the average; all, if there are few. */
  private static List<Run> common(List<Run> runs, double values, double different) {
    boolean few = runs.size() <= COMMON_MAX && different <= runs.size() * 1.1;
    double least = Math.max(2, COMMON_LEAST * values / Math.max(1, different));
    return runs.stream()
        .filter(run -> run.value().length() < BYTES_MAX && (few || run.count() >= least))
        .sorted(Comparator.comparingInt(Run::count).reversed())
        .limit(COMMON_MAX)
        .toList();
  }

  private static List<Slice> bounds(List<Run> runs) {
    List<Slice> bounds = new ArrayList<>();
    if (runs.isEmpty()) {
      return bounds;
    }
    long total = runs.stream().mapToLong(Run::count).sum();
    int parts = Math.min(PARTS, Math.max(1, runs.size() - 1));
    long passed = 0;
    for (Run run : runs) {
      passed += run.count();
      while (bounds.size() < parts && passed > bounds.size() * total / parts) {
        bounds.add(run.value());
      }
    }
    bounds.add(runs.get(runs.size() - 1).value());
    return bounds;
  }
}
