package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * What a transaction means to change: private, ordered by key within each store and by sequence
 * within the transaction. A savepoint and the horizon of a view are both just a position: the
 * sequence of the next change. Sequences are never used twice, so what is written after a rollback
 * to a savepoint stays invisible to views taken before it.
 *
 * <p>Everything is in memory until {@link Spill} moves the writes of a store into runs. A rollback
 * then takes writes in memory out, forgets whole runs, and of a run that began before the savepoint
 * notes which sequences are dead. Used by the thread of the transaction only; while it waits for
 * others that read, these may find and read writes, too.
 */
final class WriteSet {
  /** What a write costs beside its bytes: the write, its places and its row lock, about. */
  private static final int WRITE_OVERHEAD_BYTES = 128;

  /** Every write still in memory, by sequence. */
  private List<PendingWrite> writes = new ArrayList<>();

  private final List<StoreChange> storeChanges = new ArrayList<>(0);

  /** By store id; few, and most writes go to the store of the write before. */
  private final List<StoreWrites> stores = new ArrayList<>(2);

  /** Rolled back as a whole; their space is given back when the transaction ends. */
  private final List<RunRoot> forgottenRuns = new ArrayList<>(0);

  private final Marks marks = new Marks();
  private @Nullable StoreWrites lastStore;
  private DeadSequences dead = DeadSequences.NONE;

  private int nextSequence;

  /** The positions of the views that are open: one or two. */
  private final List<Integer> openViews = new ArrayList<>(2);

  private long bytes;

  /** Changes so far are below it, later ones at or above it; a view or savepoint may be there. */
  int position() {
    marks.add(nextSequence);
    return nextSequence;
  }

  /** The position of a new view. */
  int openView() {
    int position = position();
    openViews.add(position);
    return position;
  }

  void closeView(int position) {
    openViews.remove(Integer.valueOf(position));
  }

  /** Whether an open view may read what was written from {@code sequence} on. */
  boolean isReadFrom(int sequence) {
    for (int position : openViews) {
      if (position > sequence) {
        return true;
      }
    }
    return false;
  }

  int nextSequence() {
    return nextSequence;
  }

  boolean isEmpty() {
    return stores.isEmpty() && storeChanges.isEmpty();
  }

  /** Bytes of keys and values in memory, hidden versions included. */
  long bytes() {
    return bytes;
  }

  /** Memory taken, about. */
  long memoryBytes() {
    return bytes + (long) WRITE_OVERHEAD_BYTES * writes.size();
  }

  /** Buffers a write, copying the bytes; a null value is a deletion. */
  void write(long storeId, Slice key, @Nullable Slice value) {
    add(new PendingWrite(storeId, nextSequence, key, value));
  }

  /** Buffers a write made for {@link #nextSequence}. */
  void add(PendingWrite write) {
    takeSequence();
    writesOf(write.storeId()).add(write);
    writes.add(write);
    bytes += write.bytes().length;
  }

  /** The writes to the store, to be added to. */
  StoreWrites writesOf(long storeId) {
    StoreWrites store = find(storeId);
    if (store == null) {
      store = new StoreWrites(storeId);
      int index = stores.size();
      while (index > 0 && stores.get(index - 1).storeId() > storeId) {
        index--;
      }
      stores.add(index, store);
      lastStore = store;
    }
    return store;
  }

  private @Nullable StoreWrites find(long storeId) {
    StoreWrites last = lastStore;
    if (last != null && last.storeId() == storeId) {
      return last;
    }
    for (StoreWrites store : stores) {
      if (store.storeId() == storeId) {
        lastStore = store;
        return store;
      }
    }
    return null;
  }

  boolean hasWrites(long storeId) {
    return find(storeId) != null;
  }

  void createStore(long storeId, StoreSpec spec) {
    storeChanges.add(new StoreChange(storeId, takeSequence(), spec));
  }

  void dropStore(long storeId) {
    storeChanges.add(new StoreChange(storeId, takeSequence(), null));
  }

  /** Takes a sequence for a change. */
  int takeSequence() {
    if (nextSequence == Integer.MAX_VALUE) {
      throw new StorageException(
          StorageException.Kind.LIMIT, "a transaction holds at most 2^31 - 1 changes");
    }
    return nextSequence++;
  }

  /** Undoes every change at or above {@code position}. */
  void truncate(int position) {
    for (int i = writes.size() - 1; i >= 0 && writes.get(i).sequence() >= position; i--) {
      undo(writes.remove(i));
    }
    int changes = storeChanges.size();
    while (changes > 0 && storeChanges.get(changes - 1).sequence() >= position) {
      StoreChange undone = storeChanges.remove(--changes);
      if (undone.spec() != null) {
        forgetRuns(undone.storeId());
      }
    }
    if (stores.stream().anyMatch(store -> store.reachesBeyond(position))) {
      truncateRuns(position);
    }
    stores.removeIf(StoreWrites::isEmpty);
    lastStore = null;
  }

  private void undo(PendingWrite write) {
    StoreWrites store = find(write.storeId());
    if (store == null) {
      throw new IllegalStateException("store " + write.storeId() + " has no writes to undo");
    }
    store.undo(write);
    bytes -= write.bytes().length;
  }

  /** Of a store that does not exist after all. */
  private void forgetRuns(long storeId) {
    StoreWrites store = find(storeId);
    if (store != null) {
      forgottenRuns.addAll(store.runRoots());
      store.setRuns(List.of());
    }
  }

  private void truncateRuns(int position) {
    dead = dead.with(position, nextSequence);
    for (StoreWrites store : stores) {
      List<SpilledRun> kept = new ArrayList<>();
      for (SpilledRun run : store.runs()) {
        if (run.firstSequence() >= position) {
          forgottenRuns.add(run.reader().root());
        } else {
          boolean whole = run.endSequence() <= position;
          kept.add(whole ? run : new SpilledRun(run.reader().with(dead), run.level()));
        }
      }
      store.setRuns(kept);
    }
  }

  /** The sequences in runs that a rollback took back. */
  DeadSequences dead() {
    return dead;
  }

  /**
   * The sequence of the store's first write in memory, which no rollback took back, as it may have
   * done with those right before.
   */
  int firstSequence(long storeId) {
    for (PendingWrite write : writes) {
      if (write.storeId() == storeId) {
        return write.sequence();
      }
    }
    return nextSequence;
  }

  Marks marks() {
    return marks;
  }

  /** The stores that this transaction wrote to. */
  List<StoreWrites> stores() {
    return stores;
  }

  /** The writes of {@code store} have left the memory. */
  void forgetMemory(StoreWrites store) {
    List<PendingWrite> kept = new ArrayList<>();
    long keptBytes = 0;
    for (PendingWrite write : writes) {
      if (write.storeId() != store.storeId()) {
        kept.add(write);
        keptBytes += write.bytes().length;
      }
    }
    writes = kept;
    bytes = keptBytes;
    store.forgetMemory();
    if (kept.isEmpty()) {
      marks.keepFrom(nextSequence);
    }
  }

  /**
   * The newest write of {@code key} before {@code position}.
   *
   * @return whether there is one, maybe a deletion, in {@code out}
   */
  boolean find(long storeId, Slice key, int position, FoundVersion out) {
    StoreWrites store = find(storeId);
    return store != null && store.find(key, position, out);
  }

  /** The own writes of {@code range} made before {@code position}; null if the store has none. */
  @Nullable VersionedCursor cursor(long storeId, ByteRange range, int position) {
    StoreWrites store = position == 0 ? null : find(storeId);
    return store == null ? null : store.cursor(range, position);
  }

  /** The last creation or drop of the store made before {@code position}. */
  @Nullable StoreChange storeChange(long storeId, int position) {
    for (int i = storeChanges.size() - 1; i >= 0; i--) {
      StoreChange change = storeChanges.get(i);
      if (change.storeId() == storeId && change.sequence() < position) {
        return change;
      }
    }
    return null;
  }

  /** The stores that exist because of this transaction: created and not dropped again. */
  List<StoreChange> createdStores() {
    if (storeChanges.isEmpty()) {
      return List.of();
    }
    return storeChanges.stream()
        .filter(change -> change.spec() != null && !endsDropped(change.storeId()))
        .toList();
  }

  /** The stores of others that this transaction drops. */
  List<Long> droppedStores() {
    if (storeChanges.isEmpty()) {
      return List.of();
    }
    return storeChanges.stream()
        .filter(change -> change.spec() == null && !createdHere(change.storeId()))
        .map(StoreChange::storeId)
        .toList();
  }

  private boolean endsDropped(long storeId) {
    StoreChange last = storeChange(storeId, Integer.MAX_VALUE);
    return last != null && last.spec() == null;
  }

  private boolean createdHere(long storeId) {
    return storeChanges.stream()
        .anyMatch(change -> change.storeId() == storeId && change.spec() != null);
  }

  /** The writes store by store, without the stores that this transaction dropped. */
  List<StoreWrites> liveWrites() {
    return storeChanges.isEmpty()
        ? stores
        : stores.stream().filter(store -> !endsDropped(store.storeId())).toList();
  }

  /** Runs that will not be committed: of stores that this transaction dropped. */
  List<RunRoot> deadStoreRuns() {
    List<RunRoot> roots = new ArrayList<>();
    List<StoreWrites> live = liveWrites();
    for (StoreWrites store : stores) {
      if (!live.contains(store)) {
        roots.addAll(store.runRoots());
      }
    }
    roots.addAll(forgottenRuns);
    return roots;
  }

  /** Whether anything that will be committed lies in runs. */
  boolean hasLiveRuns() {
    for (StoreWrites store : liveWrites()) {
      if (!store.runs().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
