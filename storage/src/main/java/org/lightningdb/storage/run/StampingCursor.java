package org.lightningdb.storage.run;

import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.ForwardCursor;
import org.lightningdb.storage.cursor.VersionedCursor;

/**
 * The newest write of each key as a row of a run: its stamp in place of a timestamp, and no
 * deletions, which are rows, too. Moves forward only.
 */
final class StampingCursor extends ForwardCursor {
  private final boolean uniform;
  private final int base;
  private final VersionedCursor writes;
  private final RunWriter.Marks marks;
  private long stamp;
  private long deletions;
  private boolean olderWritesMatter;

  /**
   * @param base the sequence from which stamps count
   * @param writes says sequences instead of timestamps
   */
  StampingCursor(RunWriter.Batch batch, int base, VersionedCursor writes, RunWriter.Marks marks) {
    this.uniform = batch.uniform();
    this.base = base;
    this.writes = writes;
    this.marks = marks;
  }

  /** Whether a key passed so far has older writes that must be kept. */
  boolean olderWritesMatter() {
    return olderWritesMatter;
  }

  /** Deletions among the newest writes passed so far. */
  long deletions() {
    return deletions;
  }

  @Override
  public boolean first() {
    return show(writes.first());
  }

  @Override
  public boolean next() {
    if (!uniform && !olderWritesMatter) {
      int sequence = (int) writes.commitTimestamp();
      while (!olderWritesMatter && writes.olderVersion()) {
        olderWritesMatter = marks.between((int) writes.commitTimestamp(), sequence);
        sequence = (int) writes.commitTimestamp();
      }
    }
    return show(writes.next());
  }

  private boolean show(boolean stands) {
    if (stands) {
      boolean deletion = writes.tombstone();
      int sequence = uniform ? 0 : (int) writes.commitTimestamp() - base;
      stamp = Stamp.of(sequence, deletion);
      deletions += deletion ? 1 : 0;
    }
    return stands;
  }

  @Override
  public Slice key() {
    return writes.key();
  }

  @Override
  public Slice value() {
    return writes.value();
  }

  @Override
  public long commitTimestamp() {
    return stamp;
  }

  @Override
  public void close() {
    // The writes belong to the caller.
  }
}
