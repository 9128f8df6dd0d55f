package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/**
 * One row of the table.
 *
 * @param row what was measured
 * @param unit of the figures' value
 * @param figures one for each engine
 * @param checks the requirements of the row
 * @param notes what a reader must know, with the limits measured beside it
 * @param load load average of the machine when the row was done
 */
record RowResult(
    String row,
    String unit,
    List<Figure> figures,
    List<Check> checks,
    List<String> notes,
    double load) {

  RowResult(String row, String unit, List<Figure> figures, List<Check> checks, List<String> notes) {
    this(row, unit, figures, checks, notes, Machine.load());
  }

  /** A row of rates with factors required over peers. */
  static RowResult ofRates(
      String row,
      String unit,
      List<Figure> figures,
      Map<PeerKind, Double> factors,
      String... notes) {
    return new RowResult(row, unit, figures, factors(figures, factors), List.of(notes));
  }

  static List<Check> factors(List<Figure> figures, Map<PeerKind, Double> factors) {
    List<Check> checks = new ArrayList<>();
    figures.stream()
        .filter(figure -> figure.peer().ours())
        .forEach(
            ours ->
                figures.stream()
                    .filter(peer -> factors.containsKey(peer.peer()))
                    .forEach(peer -> checks.add(factor(ours, peer, factors))));
    return checks;
  }

  private static Check factor(Figure ours, Figure peer, Map<PeerKind, Double> factors) {
    double required = factors.getOrDefault(peer.peer(), 0.0);
    double reached = ours.value() / peer.value();
    Double byCpu =
        ours.clientCpuNanos() == null || peer.clientCpuNanos() == null
            ? null
            : peer.clientCpuNanos() / ours.clientCpuNanos();
    return new Check(
        ours.peer().title() + " / " + peer.peer().title(),
        required,
        reached,
        byCpu,
        reached >= required);
  }
}
