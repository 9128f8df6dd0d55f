package org.lightningdb.storage.txn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.Slice;

/**
 * The newest write of each key in key order: a sorted array cut into pages, so that an insertion
 * moves little. Places are {@code page << 32 | slot} and hold until the next change of {@link
 * #changes}. Used by one thread.
 *
 * <p>A transaction holds few writes in memory, since large ones spill, and most hold one: this
 * starts with a single page of four and never has more than a few thousand pages, so two levels are
 * enough. Dropped: a tree map (three times the memory, twice the time), and a private delta (its
 * smallest node and chunk are larger than most transactions).
 */
final class SortedWrites {
  static final long NOWHERE = -1;
  private static final int PAGE_WRITES_MIN = 4;
  private static final int PAGE_WRITES_MAX = 128;

  private @Nullable PendingWrite[][] pages = new @Nullable PendingWrite[1][PAGE_WRITES_MIN];
  private int[] counts = new int[1];
  private int pageCount = 1;
  private int size;
  private int changes;

  /** Distinct keys. */
  int size() {
    return size;
  }

  /** Moves on with every insertion and removal of a key. */
  int changes() {
    return changes;
  }

  PendingWrite at(long place) {
    PendingWrite write = pages[page(place)][slot(place)];
    if (write == null) {
      throw new IllegalStateException("no write at " + place);
    }
    return write;
  }

  private static int page(long place) {
    return (int) (place >>> 32);
  }

  private static int slot(long place) {
    return (int) place;
  }

  private static long place(int page, int slot) {
    return ((long) page << 32) | slot;
  }

  /** The newest write of {@code key}. */
  @Nullable PendingWrite find(Slice key) {
    long place = ceiling(key);
    if (place == NOWHERE) {
      return null;
    }
    PendingWrite found = at(place);
    long head = KeyHead.of(key.array(), key.offset(), key.length());
    return found.compareKey(head, key.array(), key.offset(), key.length()) == 0 ? found : null;
  }

  /** Puts {@code write} on top of the chain of its key. */
  void add(PendingWrite write) {
    Slice key = write.key(new Slice());
    long head = KeyHead.of(key.array(), 0, key.length());
    int page = pageOf(head, key);
    int slot = slotOf(page, head, key);
    if (slot >= 0) {
      write.previous = pages[page][slot];
      pages[page][slot] = write;
    } else {
      insert(page, -1 - slot, write);
    }
  }

  private void insert(int page, int slot, PendingWrite write) {
    changes++;
    size++;
    if (counts[page] == PAGE_WRITES_MAX) {
      split(page, slot == PAGE_WRITES_MAX && page == pageCount - 1 ? slot : PAGE_WRITES_MAX / 2);
      int left = counts[page];
      if (slot > left || (slot == left && counts[page + 1] == 0)) {
        insertInto(page + 1, slot - left, write);
        return;
      }
    }
    insertInto(page, slot, write);
  }

  private void insertInto(int page, int slot, PendingWrite write) {
    int count = counts[page];
    if (count == pages[page].length) {
      pages[page] = Arrays.copyOf(pages[page], Math.min(PAGE_WRITES_MAX, count * 4));
    }
    System.arraycopy(pages[page], slot, pages[page], slot + 1, count - slot);
    pages[page][slot] = write;
    counts[page] = count + 1;
  }

  /** Moves what is at or behind {@code slot} to a new page to the right. */
  private void split(int page, int slot) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
      counts = Arrays.copyOf(counts, pageCount * 2);
    }
    int moved = counts[page] - slot;
    @Nullable PendingWrite[] right = new @Nullable PendingWrite[PAGE_WRITES_MAX];
    System.arraycopy(pages[page], slot, right, 0, moved);
    Arrays.fill(pages[page], slot, slot + moved, null);
    System.arraycopy(pages, page + 1, pages, page + 2, pageCount - page - 1);
    System.arraycopy(counts, page + 1, counts, page + 2, pageCount - page - 1);
    pages[page + 1] = right;
    counts[page] = slot;
    counts[page + 1] = moved;
    pageCount++;
  }

  /** Takes back the newest write of its key. */
  void undo(PendingWrite write) {
    Slice key = write.key(new Slice());
    long head = KeyHead.of(key.array(), 0, key.length());
    int page = pageOf(head, key);
    int slot = slotOf(page, head, key);
    if (slot < 0) {
      throw new IllegalStateException("no write of key " + key + " to undo");
    }
    if (write.previous != null) {
      pages[page][slot] = write.previous;
    } else {
      remove(page, slot);
    }
  }

  private void remove(int page, int slot) {
    changes++;
    size--;
    int count = counts[page] - 1;
    System.arraycopy(pages[page], slot + 1, pages[page], slot, count - slot);
    pages[page][count] = null;
    counts[page] = count;
    if (count == 0 && pageCount > 1) {
      System.arraycopy(pages, page + 1, pages, page, pageCount - page - 1);
      System.arraycopy(counts, page + 1, counts, page, pageCount - page - 1);
      pageCount--;
    }
  }

  /** The last page whose first key is not above {@code key}; the first if there is none. */
  private int pageOf(long head, Slice key) {
    int low = 0;
    int high = pageCount - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (compare(middle, 0, head, key) > 0) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** The slot of {@code key} in the page, or {@code -1 - insertionSlot}. */
  private int slotOf(int page, long head, Slice key) {
    int low = 0;
    int high = counts[page] - 1;
    if (high >= 0 && compare(page, high, head, key) < 0) {
      return -2 - high; // Keys that come in order.
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(page, middle, head, key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  private int compare(int page, int slot, long head, Slice key) {
    PendingWrite write = at(place(page, slot));
    return write.compareKey(head, key.array(), key.offset(), key.length());
  }

  long first() {
    return size == 0 ? NOWHERE : 0;
  }

  long last() {
    return size == 0 ? NOWHERE : place(pageCount - 1, counts[pageCount - 1] - 1);
  }

  /** The place of the smallest key at or above {@code key}. */
  long ceiling(Slice key) {
    if (size == 0) {
      return NOWHERE;
    }
    long head = KeyHead.of(key.array(), key.offset(), key.length());
    int page = pageOf(head, key);
    int slot = slotOf(page, head, key);
    if (slot >= 0) {
      return place(page, slot);
    }
    return -1 - slot < counts[page] ? place(page, -1 - slot) : after(place(page, -2 - slot));
  }

  /** The place of the largest key below {@code key}. */
  long lower(Slice key) {
    long above = ceiling(key);
    return above == NOWHERE ? last() : before(above);
  }

  /** The place of the largest key at or below {@code key}. */
  long floor(Slice key) {
    long above = ceiling(key);
    if (above == NOWHERE) {
      return last();
    }
    long head = KeyHead.of(key.array(), key.offset(), key.length());
    return compare(page(above), slot(above), head, key) == 0 ? above : before(above);
  }

  long after(long place) {
    int page = page(place);
    if (slot(place) + 1 < counts[page]) {
      return place + 1;
    }
    return page + 1 < pageCount ? place(page + 1, 0) : NOWHERE;
  }

  long before(long place) {
    int page = page(place);
    if (slot(place) > 0) {
      return place - 1;
    }
    return page == 0 ? NOWHERE : place(page - 1, counts[page - 1] - 1);
  }
}
