package org.lightningdb.benchmarks.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/**
 * What one engine reached in one row: medians over the rounds.
 *
 * @param peer whose
 * @param value in the unit of the row
 * @param rounds the value of each round, in order
 * @param clientCpuNanos processor time of the clients per operation, null where it says nothing
 * @param processCpuNanos processor time of the process per operation
 * @param durable what an acknowledged write of this row survives, empty for reads
 * @param more further medians by name
 */
record Figure(
    PeerKind peer,
    double value,
    List<Double> rounds,
    @Nullable Double clientCpuNanos,
    @Nullable Double processCpuNanos,
    String durable,
    Map<String, Double> more) {

  /** Rates per second. */
  static Figure ofRates(PeerKind peer, List<Sample> samples, String durable) {
    return of(peer, samples, Sample::perSecond, durable);
  }

  static Figure of(
      PeerKind peer, List<Sample> samples, ToDoubleFunction<Sample> value, String durable) {
    Map<String, Double> more = new TreeMap<>();
    for (String name : samples.get(0).more().keySet()) {
      more.put(name, median(samples, sample -> sample.more().getOrDefault(name, Double.NaN)));
    }
    boolean counted = samples.get(0).operations() > 1;
    return new Figure(
        peer,
        median(samples, value),
        samples.stream().mapToDouble(value).boxed().toList(),
        counted ? median(samples, Sample::clientNanos) : null,
        counted ? median(samples, Sample::processNanos) : null,
        durable,
        more);
  }

  /** Processor time per operation, for people. */
  String costs() {
    return clientCpuNanos == null || processCpuNanos == null
        ? ""
        : String.format(
            Locale.ROOT, "cpu %.0f ns (process %.0f ns)", clientCpuNanos, processCpuNanos);
  }

  static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return median(samples.stream().mapToDouble(value).toArray());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
