package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.run.RunRoot;

/**
 * The writes of one transaction to one store, in key order: the latest in memory, earlier ones in
 * runs if there were too many.
 */
final class StoreWrites {
  private final long storeId;
  private SortedWrites inMemory = new SortedWrites();

  /** Newest first. */
  private List<SpilledRun> runs = List.of();

  StoreWrites(long storeId) {
    this.storeId = storeId;
  }

  long storeId() {
    return storeId;
  }

  void add(PendingWrite write) {
    inMemory.add(write);
  }

  /** Takes back the newest write of its key, which is in memory. */
  void undo(PendingWrite write) {
    inMemory.undo(write);
  }

  boolean isEmpty() {
    return inMemory.size() == 0 && runs.isEmpty();
  }

  /**
   * The newest write of {@code key} before {@code position}.
   *
   * @return whether there is one, maybe a deletion, in {@code out}
   */
  boolean find(Slice key, int position, FoundVersion out) {
    PendingWrite write = PendingWrite.before(inMemory.find(key), position);
    if (write != null) {
      write.readInto(out);
      return true;
    }
    for (SpilledRun run : runs) {
      if (run.reader().get(key, position, Long.MAX_VALUE, out)) {
        return true;
      }
    }
    return false;
  }

  /** The last write of each key still in memory, in key order. */
  SortedWrites lastWrites() {
    return inMemory;
  }

  /** Distinct keys in memory. */
  int count() {
    return inMemory.size();
  }

  /** Newest first. */
  List<SpilledRun> runs() {
    return runs;
  }

  /** Whether a run holds a write made at or after {@code position}. */
  boolean reachesBeyond(int position) {
    return !runs.isEmpty() && runs.get(0).endSequence() > position;
  }

  void setRuns(List<SpilledRun> newestFirst) {
    runs = List.copyOf(newestFirst);
  }

  /** Everything in memory is in the runs now; cursors keep what they walk over. */
  void forgetMemory() {
    inMemory = new SortedWrites();
  }

  /** The roots of the runs, oldest first. */
  List<RunRoot> runRoots() {
    List<RunRoot> roots = new ArrayList<>();
    for (int i = runs.size() - 1; i >= 0; i--) {
      roots.add(runs.get(i).reader().root());
    }
    return roots;
  }

  VersionedCursor cursor(ByteRange range, int position) {
    VersionedCursor latest = new PendingCursor(inMemory, range, position, false);
    if (runs.isEmpty()) {
      return latest;
    }
    List<VersionedCursor> newestFirst = new ArrayList<>(runs.size() + 1);
    newestFirst.add(latest);
    for (SpilledRun run : runs) {
      newestFirst.add(run.reader().cursor(range, position, Long.MAX_VALUE));
    }
    return new MergeCursor(newestFirst);
  }
}
