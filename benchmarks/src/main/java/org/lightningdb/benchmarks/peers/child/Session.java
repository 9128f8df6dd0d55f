package org.lightningdb.benchmarks.peers.child;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;
import org.lightningdb.benchmarks.peers.engine.PeerKind;
import org.lightningdb.benchmarks.peers.engine.PeerOptions;

/** The engine of this child and where it lives. Used by one thread. */
final class Session {
  private final PeerKind kind;
  private final Path directory;
  private @Nullable KeyValuePeer peer;

  Session(PeerKind kind, Path directory) {
    this.kind = kind;
    this.directory = directory;
  }

  Sample open(Command command) {
    Clock clock = new Clock();
    peer = kind.open(directory, new PeerOptions(command.durable(), command.cacheBytes()));
    return clock.sample(1);
  }

  Path directory() {
    return directory;
  }

  KeyValuePeer peer() {
    return Objects.requireNonNull(peer, "no engine is open");
  }

  Sample close() {
    Clock clock = new Clock();
    if (peer != null) {
      peer.close();
      peer = null;
    }
    return clock.sample(1);
  }
}
