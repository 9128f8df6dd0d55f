package org.lightningdb.benchmarks.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** Interleaved rounds: each engine in turn, then again; the first round warms up and is dropped. */
final class Rounds {
  private final Run run;
  private final PeerChildren children;

  Rounds(Run run, PeerChildren children) {
    this.run = run;
    this.children = children;
  }

  /**
   * @param round makes the command of a round from its number
   */
  Map<PeerKind, List<Sample>> measure(LongFunction<Command> round) {
    Map<PeerKind, List<Sample>> samples = new EnumMap<>(PeerKind.class);
    for (int number = 0; number <= run.options().rounds(); number++) {
      for (PeerChild child : children.all()) {
        Sample sample = child.ask(round.apply(number));
        if (number > 0) {
          samples.computeIfAbsent(child.kind(), kind -> new ArrayList<>()).add(sample);
        }
      }
    }
    return samples;
  }

  List<Figure> rates(LongFunction<Command> round, boolean writes) {
    List<Figure> figures = new ArrayList<>();
    measure(round)
        .forEach(
            (kind, samples) -> {
              Figure figure = Figure.ofRates(kind, samples, writes ? kind.durability() : "");
              figures.add(figure);
              say(round.apply(0).task().toString(), figure);
            });
    return figures;
  }

  void say(String row, Figure figure) {
    run.say(
        "  %-12s %-24s %12.0f/s  %s %s",
        row, figure.peer().title(), figure.value(), figure.costs(), figure.more());
  }
}
