package org.lightningdb.storage.run;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.ForwardCursor;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * The keys with older writes that somebody can still see, and those writes as a {@link
 * VersionChain}. Moves forward only.
 */
final class OlderWritesCursor extends ForwardCursor {
  private final int base;
  private final VersionedCursor writes;
  private final RunWriter.Marks marks;
  private final VersionChain chain = new VersionChain();
  private final Slice value = new Slice();
  private Slice key = new Slice();

  OlderWritesCursor(int base, VersionedCursor writes, RunWriter.Marks marks) {
    this.base = base;
    this.writes = writes;
    this.marks = marks;
  }

  @Override
  public boolean first() {
    return settle(writes.first());
  }

  @Override
  public boolean next() {
    return settle(writes.next());
  }

  private boolean settle(boolean writesStand) {
    boolean stands = writesStand;
    while (stands && !collect()) {
      stands = writes.next();
    }
    return stands;
  }

  /** A write that nobody can tell from the one that hides it is left out. */
  private boolean collect() {
    chain.clear();
    key = writes.key();
    int newer = (int) writes.commitTimestamp();
    while (writes.olderVersion()) {
      int sequence = (int) writes.commitTimestamp();
      if (marks.between(sequence, newer)) {
        chain.add(Stamp.of(sequence - base, writes.tombstone()), writes.value());
        newer = sequence;
      }
    }
    return !chain.isEmpty();
  }

  @Override
  public Slice key() {
    return key;
  }

  @Override
  public Slice value() {
    return chain.encoded(value);
  }

  @Override
  public long commitTimestamp() {
    return 0;
  }

  @Override
  public void close() {
    // The writes belong to the caller.
  }
}
