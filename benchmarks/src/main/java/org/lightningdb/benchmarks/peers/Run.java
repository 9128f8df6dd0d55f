package org.lightningdb.benchmarks.peers;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Consumer;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** What every scenario needs: the options, a place to talk, children. */
record Run(RunOptions options, Consumer<String> out) {

  /** A fresh child with an empty directory of its own; no engine is open yet. */
  PeerChild child(PeerKind kind) {
    return PeerChild.start(kind, options.directory(), options.javaOptions());
  }

  /** One child for each engine that takes part, opened and loaded. */
  PeerChildren loaded(Command opening, Command load) {
    PeerChildren children = new PeerChildren(new ArrayList<>());
    boolean complete = false;
    try {
      for (PeerKind kind : options.peers()) {
        PeerChild child = child(kind);
        children.all().add(child);
        child.ask(opening);
        double perSecond = child.ask(load).perSecond();
        say("  %-24s loaded, %.0f entries/s", kind.title(), perSecond);
      }
      complete = true;
      return children;
    } finally {
      if (!complete) {
        children.close();
      }
    }
  }

  /** Tells the user how far the run is. */
  @FormatMethod
  void say(String format, Object... arguments) {
    out.accept(String.format(Locale.ROOT, format, arguments));
  }

  static Command opening(boolean durable, long cacheBytes) {
    return Command.of(Task.OPEN).withOpening(durable, cacheBytes);
  }
}
