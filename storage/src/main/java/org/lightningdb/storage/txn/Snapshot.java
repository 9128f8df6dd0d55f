package org.lightningdb.storage.txn;

/**
 * A state and the newest timestamp visible in it, pinned until released. Releasing twice is
 * harmless. Used by one thread at a time.
 */
final class Snapshot {
  private final EngineState state;
  private final long timestamp;
  private final boolean writer;
  private boolean released;

  /** The caller has pinned the generation of {@code state}. */
  Snapshot(EngineState state, long timestamp, boolean writer) {
    this.state = state;
    this.timestamp = timestamp;
    this.writer = writer;
  }

  EngineState state() {
    return state;
  }

  long timestamp() {
    return timestamp;
  }

  /** Another snapshot of the same moment with a pin of its own; this one must not be released. */
  Snapshot share() {
    state.generation().pin(writer);
    return new Snapshot(state, timestamp, writer);
  }

  /** This snapshot with an older timestamp; takes over its pin. */
  Snapshot at(long olderTimestamp) {
    return new Snapshot(state, olderTimestamp, writer);
  }

  void release() {
    if (!released) {
      released = true;
      state.generation().unpin(writer);
    }
  }
}
