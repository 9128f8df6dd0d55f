package org.lightningdb.storage.cursor;

import java.util.List;
import org.lightningdb.storage.bytes.Slice;

/**
 * Several ordered sources seen as one. Where sources hold the same key, the earliest source in the
 * list, which is the newest, hides the others, tombstone or not.
 *
 * <p>All sources must cover the same range. Closing the merge closes them. The sources are few (one
 * for each generation of a delta and one for a tree), so the winner is found by a linear pass: one
 * comparison for each losing source and move.
 */
public final class MergeCursor implements VersionedCursor {
  private enum Direction {
    NONE,
    FORWARD,
    BACKWARD
  }

  private final VersionedCursor[] sources;
  private final boolean[] standing;
  private final boolean[] atCurrentKey;
  private final Slice[] keys;
  private Direction direction = Direction.NONE;
  private int current = -1;

  /** Whose version of the current key is shown: {@link #current} until older ones are asked for. */
  private int shown = -1;

  /** Takes over {@code newestFirst} and closes them when this is closed. */
  public MergeCursor(List<? extends VersionedCursor> newestFirst) {
    this.sources = newestFirst.toArray(new VersionedCursor[0]);
    this.standing = new boolean[sources.length];
    this.atCurrentKey = new boolean[sources.length];
    this.keys = new Slice[sources.length];
  }

  @Override
  public boolean first() {
    for (int i = 0; i < sources.length; i++) {
      stand(i, sources[i].first());
    }
    return choose(Direction.FORWARD);
  }

  @Override
  public boolean last() {
    for (int i = 0; i < sources.length; i++) {
      stand(i, sources[i].last());
    }
    return choose(Direction.BACKWARD);
  }

  @Override
  public boolean seek(Slice key) {
    for (int i = 0; i < sources.length; i++) {
      stand(i, sources[i].seek(key));
    }
    return choose(Direction.FORWARD);
  }

  @Override
  public boolean seekForPrev(Slice key) {
    for (int i = 0; i < sources.length; i++) {
      stand(i, sources[i].seekForPrev(key));
    }
    return choose(Direction.BACKWARD);
  }

  @Override
  public boolean next() {
    requireStanding();
    if (direction == Direction.BACKWARD) {
      turnForward();
    } else {
      for (int i = 0; i < sources.length; i++) {
        if (atCurrentKey[i]) {
          stand(i, sources[i].next());
        }
      }
    }
    return choose(Direction.FORWARD);
  }

  @Override
  public boolean prev() {
    requireStanding();
    if (direction == Direction.FORWARD) {
      turnBackward();
    } else {
      for (int i = 0; i < sources.length; i++) {
        if (atCurrentKey[i]) {
          stand(i, sources[i].prev());
        }
      }
    }
    return choose(Direction.BACKWARD);
  }

  private void turnForward() {
    Slice from = keys[current].copy();
    for (int i = 0; i < sources.length; i++) {
      boolean stands = atCurrentKey[i] ? sources[i].next() : sources[i].seek(from);
      stand(i, stands);
    }
  }

  private void turnBackward() {
    Slice from = keys[current].copy();
    for (int i = 0; i < sources.length; i++) {
      boolean stands = atCurrentKey[i] ? sources[i].prev() : sources[i].seekForPrev(from);
      stand(i, stands);
    }
  }

  private void stand(int source, boolean stands) {
    standing[source] = stands;
    if (stands) {
      keys[source] = sources[source].key();
    }
  }

  /** Finds the smallest (forward) or largest key and every source that stands on it. */
  private boolean choose(Direction newDirection) {
    direction = newDirection;
    int sign = newDirection == Direction.FORWARD ? 1 : -1;
    int best = -1;
    for (int i = 0; i < sources.length; i++) {
      atCurrentKey[i] = false;
      if (standing[i]) {
        int order = best < 0 ? -1 : sign * keys[i].compareTo(keys[best]);
        if (order < 0) {
          for (int earlier = 0; earlier < i; earlier++) {
            atCurrentKey[earlier] = false;
          }
          best = i;
        }
        atCurrentKey[i] = order <= 0;
      }
    }
    current = best;
    shown = best;
    return best >= 0;
  }

  private void requireStanding() {
    if (current < 0) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
  }

  @Override
  public Slice key() {
    requireStanding();
    return keys[current];
  }

  @Override
  public Slice value() {
    requireStanding();
    return sources[shown].value();
  }

  @Override
  public long commitTimestamp() {
    requireStanding();
    return sources[shown].commitTimestamp();
  }

  @Override
  public boolean tombstone() {
    requireStanding();
    return sources[shown].tombstone();
  }

  @Override
  public boolean olderVersion() {
    requireStanding();
    if (sources[shown].olderVersion()) {
      return true;
    }
    long timestamp = sources[shown].commitTimestamp();
    for (int source = shown + 1; source < sources.length; source++) {
      if (atCurrentKey[source]
          && (sources[source].commitTimestamp() < timestamp || sources[source].olderVersion())) {
        shown = source;
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    current = -1;
    for (VersionedCursor source : sources) {
      source.close();
    }
  }
}
