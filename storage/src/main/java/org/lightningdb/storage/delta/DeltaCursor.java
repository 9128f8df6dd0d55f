package org.lightningdb.storage.delta;

import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * Walks over copies of leaves, one at a time, so that writers never disturb it. What is put behind
 * its back is too new for its timestamp anyway.
 */
final class DeltaCursor implements VersionedCursor {
  private static final Slice NOWHERE = new Slice();

  private final Delta delta;
  private final Arena arena;
  private final ByteRange range;
  private final long readTimestamp;
  private final LeafSnapshot leaf = new LeafSnapshot();
  private final Slice key = new Slice();
  private final Slice value = new Slice();

  /** First and one past the last index of the leaf inside the range. */
  private int begin;

  private int end;
  private int index;
  private long version;

  DeltaCursor(Delta delta, Arena arena, ByteRange range, long readTimestamp) {
    this.delta = delta;
    this.arena = arena;
    this.range = range;
    this.readTimestamp = readTimestamp;
  }

  private void load(Delta.Wanted wanted, Slice wantedKey) {
    delta.load(wanted, wantedKey, leaf);
    bound();
  }

  private void bound() {
    Slice lower = range.lower();
    Slice upper = range.upper();
    begin = lower == null ? 0 : leaf.lowerBound(lower, arena);
    end = upper == null ? leaf.count : leaf.lowerBound(upper, arena);
  }

  @Override
  public boolean first() {
    Slice lower = range.lower();
    if (lower == null) {
      load(Delta.Wanted.FIRST, NOWHERE);
    } else {
      load(Delta.Wanted.AT, lower);
    }
    index = begin;
    return settleForward();
  }

  @Override
  public boolean last() {
    Slice upper = range.upper();
    if (upper == null) {
      load(Delta.Wanted.LAST, NOWHERE);
    } else {
      load(Delta.Wanted.BELOW, upper);
    }
    index = end - 1;
    return settleBackward();
  }

  @Override
  public boolean seek(Slice target) {
    Slice lower = range.lower();
    if (lower != null && target.compareTo(lower) < 0) {
      return first();
    }
    load(Delta.Wanted.AT, target);
    index = leaf.lowerBound(target, arena);
    return settleForward();
  }

  @Override
  public boolean seekForPrev(Slice target) {
    Slice upper = range.upper();
    if (upper != null && target.compareTo(upper) >= 0) {
      return last();
    }
    load(Delta.Wanted.AT, target);
    index = leaf.lowerBound(target, arena);
    if (index == leaf.count || arena.compareKey(leaf.keys[index], target) != 0) {
      index--;
    }
    return settleBackward();
  }

  @Override
  public boolean next() {
    requireStanding();
    index++;
    return settleForward();
  }

  @Override
  public boolean prev() {
    requireStanding();
    index--;
    return settleBackward();
  }

  /** From {@code index} on to the first visible entry. */
  private boolean settleForward() {
    while (true) {
      while (index < end) {
        version = arena.visible(leaf.versions[index], readTimestamp);
        if (version != 0) {
          return true;
        }
        index++;
      }
      if (end < leaf.count || !leaf.advance()) {
        version = 0;
        return false;
      }
      bound();
      index = begin;
    }
  }

  /** From {@code index} back to the first visible entry. */
  private boolean settleBackward() {
    while (true) {
      while (index >= begin) {
        version = arena.visible(leaf.versions[index], readTimestamp);
        if (version != 0) {
          return true;
        }
        index--;
      }
      if (begin > 0 || leaf.count == 0 || !retreat()) {
        version = 0;
        return false;
      }
    }
  }

  private boolean retreat() {
    Slice lowest = arena.key(leaf.keys[0], new Slice());
    load(Delta.Wanted.BELOW, lowest);
    index = Math.min(end, leaf.lowerBound(lowest, arena)) - 1;
    return index >= begin;
  }

  private void requireStanding() {
    if (version == 0) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
  }

  @Override
  public Slice key() {
    requireStanding();
    return arena.key(leaf.keys[index], key);
  }

  @Override
  public Slice value() {
    requireStanding();
    return arena.value(version, value);
  }

  @Override
  public long commitTimestamp() {
    requireStanding();
    return arena.timestamp(version);
  }

  @Override
  public boolean tombstone() {
    requireStanding();
    return arena.tombstone(version);
  }

  @Override
  public boolean olderVersion() {
    requireStanding();
    long older = arena.older(version);
    if (older == 0) {
      return false;
    }
    version = older;
    return true;
  }

  @Override
  public void close() {
    version = 0;
    leaf.next = null;
    leaf.count = 0;
  }
}
