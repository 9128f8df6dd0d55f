package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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

  private final List<StoreChange> storeChanges = new ArrayList<>();
  private final NavigableMap<Long, StoreWrites> stores = new TreeMap<>();
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

  /** Buffers a write; a null value is a deletion. The slices become property of the write set. */
  void write(long storeId, Slice key, @Nullable Slice value) {
    PendingWrite write =
        stores.computeIfAbsent(storeId, StoreWrites::new).add(key, takeSequence(), value);
    writes.add(write);
    bytes += sizeOf(write);
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
    StoreWrites store = stores.get(write.storeId());
    if (store == null) {
      throw new IllegalStateException("store " + write.storeId() + " has no writes to undo");
    }
    store.remove(write);
    bytes -= sizeOf(write);
    if (store.isEmpty()) {
      stores.remove(write.storeId());
    }
  }

  @Nullable PendingWrite find(long storeId, Slice key, int position) {
    StoreWrites store = stores.get(storeId);
    return store == null ? null : store.find(key, position);
  }

  /** The own writes of {@code range} made before {@code position}; null if the store has none. */
  @Nullable VersionedCursor cursor(long storeId, ByteRange range, int position) {
    StoreWrites store = stores.get(storeId);
    return store == null || position == 0 ? null : store.cursor(range, position);
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
    return storeChanges.stream()
        .filter(change -> change.spec() != null && !endsDropped(change.storeId()))
        .toList();
  }

  /** The stores of others that this transaction drops. */
  List<Long> droppedStores() {
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
    List<StoreWrites> live = new ArrayList<>();
    for (Map.Entry<Long, StoreWrites> entry : stores.entrySet()) {
      if (storeChanges.isEmpty() || !endsDropped(entry.getKey())) {
        live.add(entry.getValue());
      }
    }
    return live;
  }

  private static long sizeOf(PendingWrite write) {
    Slice value = write.value();
    return write.key().length() + (value == null ? 0L : value.length());
  }
}
