package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * What a transaction means to change: private, in memory, ordered by key within each store and by
 * sequence within the transaction. A savepoint and the horizon of a view are both just a position:
 * the sequence of the next change. Sequences are never used twice, so what is written after a
 * rollback to a savepoint stays invisible to views taken before it. Used by the thread of the
 * transaction only.
 */
final class WriteSet {
  /** Every change by sequence; null stands for a change of the set of stores. */
  private final List<@Nullable PendingWrite> writes = new ArrayList<>();

  private final List<StoreChange> storeChanges = new ArrayList<>(0);

  /** By store id; few, and most writes go to the store of the write before. */
  private final List<StoreWrites> stores = new ArrayList<>(2);

  private @Nullable StoreWrites lastStore;
  private int nextSequence;
  private long bytes;

  /** Changes so far are below it, later ones at or above it. */
  int position() {
    return nextSequence;
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** Bytes of keys and values buffered, hidden versions included. */
  long bytes() {
    return bytes;
  }

  /** Buffers a write, copying the bytes; a null value is a deletion. */
  void write(long storeId, Slice key, @Nullable Slice value) {
    add(new PendingWrite(storeId, nextSequence, key, value));
  }

  /** Buffers a write made for the current {@link #position}. */
  void add(PendingWrite write) {
    takeSequence();
    writesOf(write.storeId()).add(write);
    writes.add(write);
    bytes += write.bytes().length;
  }

  private StoreWrites writesOf(long storeId) {
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

  void createStore(long storeId, StoreSpec spec) {
    storeChanges.add(new StoreChange(storeId, takeSequence(), spec));
    writes.add(null);
  }

  void dropStore(long storeId) {
    storeChanges.add(new StoreChange(storeId, takeSequence(), null));
    writes.add(null);
  }

  /** Undoes every change at or above {@code position}. */
  void truncate(int position) {
    for (int i = writes.size() - 1; i >= 0; i--) {
      PendingWrite write = writes.get(i);
      int lastChange = storeChanges.size() - 1;
      int sequence = write == null ? storeChanges.get(lastChange).sequence() : write.sequence();
      if (sequence < position) {
        return;
      }
      writes.remove(i);
      if (write == null) {
        storeChanges.remove(lastChange);
      } else {
        undo(write);
      }
    }
  }

  private int takeSequence() {
    if (nextSequence == Integer.MAX_VALUE) {
      throw new StorageException(
          StorageException.Kind.LIMIT, "a transaction holds at most 2^31 - 1 changes");
    }
    return nextSequence++;
  }

  private void undo(PendingWrite write) {
    StoreWrites store = find(write.storeId());
    if (store == null) {
      throw new IllegalStateException("store " + write.storeId() + " has no writes to undo");
    }
    store.undo(write);
    bytes -= write.bytes().length;
    if (store.count() == 0) {
      stores.remove(store);
      lastStore = null;
    }
  }

  @Nullable PendingWrite find(long storeId, Slice key, int position) {
    StoreWrites store = find(storeId);
    return store == null ? null : store.find(key, position);
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
}
