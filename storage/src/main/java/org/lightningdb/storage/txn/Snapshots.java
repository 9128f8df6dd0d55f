package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What readers see now: the current {@link EngineState} and the visible timestamp, and who has
 * pinned which generation of roots.
 *
 * <p>A snapshot must take both values as of one moment. A state older than the timestamp would miss
 * commits that went to a newer delta; a younger one may have lost versions that a checkpoint merged
 * away. So a reader reads the state, pins it, reads the timestamp, and starts again if the state
 * has changed meanwhile: states are never installed twice. It is enough because a checkpoint
 * publishes roots only after everything in them is visible, and a dropped store leaves the state
 * only after its drop is visible.
 *
 * <p>Thread-safe. States are installed under the commit order lock only.
 */
public final class Snapshots {
  private volatile EngineState current;
  private volatile long visibleTimestamp;

  /** The newest commit whose place in the log is certain; its versions are in the deltas. */
  private volatile long orderedTimestamp;

  /** Generations that may still be pinned, oldest first; the last is the current one. */
  @GuardedBy("generations")
  private final Deque<RootGeneration> generations = new ArrayDeque<>();

  /** Runs between the two reads of a snapshot. */
  private final Runnable betweenReads;

  public Snapshots(EngineState initial, long visibleTimestamp) {
    this(initial, visibleTimestamp, () -> {});
  }

  /** With a seam, so that a test can change state and timestamp at the worst moment. */
  Snapshots(EngineState initial, long visibleTimestamp, Runnable betweenReads) {
    this.betweenReads = betweenReads;
    this.current = initial;
    this.visibleTimestamp = visibleTimestamp;
    this.orderedTimestamp = visibleTimestamp;
    synchronized (generations) {
      generations.add(initial.generation());
    }
  }

  public EngineState current() {
    return current;
  }

  public long visibleTimestamp() {
    return visibleTimestamp;
  }

  /**
   * Everything visible now. A writer's snapshot also keeps the deltas that it may conflict with.
   */
  Snapshot take(boolean writer) {
    while (true) {
      EngineState state = current;
      state.generation().pin(writer);
      betweenReads.run();
      long timestamp = visibleTimestamp;
      if (isCurrent(state)) {
        return new Snapshot(state, timestamp, writer);
      }
      state.generation().unpin(writer);
    }
  }

  /** Everything ordered now, visible or not. */
  Snapshot takeLatest() {
    while (true) {
      EngineState state = current;
      state.generation().pin(false);
      betweenReads.run();
      long timestamp = orderedTimestamp;
      if (isCurrent(state)) {
        return new Snapshot(state, timestamp, false);
      }
      state.generation().unpin(false);
    }
  }

  /** Identity is meant: another state is another moment, even if it looks the same. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isCurrent(EngineState state) {
    return state == current;
  }

  /** Called under the commit order lock. */
  void install(EngineState next) {
    if (next.generation() != current.generation()) {
      synchronized (generations) {
        generations.addLast(next.generation());
      }
    }
    current = next;
  }

  /** The newest commit whose versions are in the deltas and whose record is in the log. */
  long orderedTimestamp() {
    return orderedTimestamp;
  }

  /** Called under the commit order lock, when the log has taken the commit. */
  void order(long timestamp) {
    orderedTimestamp = timestamp;
  }

  /** Called by the publisher of commits only, with ascending timestamps. */
  void makeVisible(long timestamp) {
    visibleTimestamp = timestamp;
  }

  /** The generations that a snapshot may still read, ascending; the last is the current one. */
  public long[] pinned() {
    synchronized (generations) {
      RootGeneration newest = generations.getLast();
      generations.removeIf(generation -> generation != newest && !generation.pinned());
      return generations.stream().mapToLong(RootGeneration::number).toArray();
    }
  }

  /** The oldest generation pinned by a writer; the current one if there is none. */
  long oldestPinnedByWriter() {
    synchronized (generations) {
      for (RootGeneration generation : generations) {
        if (generation.pinnedByWriter()) {
          return generation.number();
        }
      }
      return generations.getLast().number();
    }
  }
}
