package org.lightningdb.index.table;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeySkip;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.txn.ReadView;

/**
 * Walks those entries of an index whose key goes on in one of some ranges behind its first columns,
 * the prefix. Where it meets an entry that is not wanted it jumps: to the next of the ranges behind
 * the same prefix or, past the last of them, to the next prefix.
 *
 * <p>The cursor never moves against the direction of the walk, since every jump leads beyond the
 * entry it stands on.
 */
final class SkippingEntries implements Entries {
  private final ReadView view;
  private final long storeId;
  private final List<EntryRange> ranges;
  private final List<ByteRange> behind;
  private final boolean backward;
  private final int columns;
  private final KeyReader keys;
  private final BytesBuilder prefix = new BytesBuilder(32);
  private final BytesBuilder target = new BytesBuilder(64);
  private final Slice tail = new Slice();
  private int started;
  private int passed;
  private boolean inPrefix;
  private boolean leaving;
  private @Nullable Cursor cursor;

  /**
   * @param ranges about columns of the prefix, visited one after the other
   */
  SkippingEntries(
      ReadView view, IndexLayout index, List<EntryRange> ranges, KeySkip skip, boolean backward) {
    this.view = view;
    this.storeId = index.storeId();
    this.ranges = ranges;
    this.behind = RangeEncoder.encodeBehind(index, skip.columns(), skip.ranges());
    this.backward = backward;
    this.columns = skip.columns();
    this.keys = new KeyReader(index.parts());
    this.started = behind.isEmpty() ? ranges.size() : 0;
  }

  @Override
  public boolean next() {
    Cursor open = cursor;
    if (open != null) {
      boolean found = leaving ? toNextPrefix(open) : step(open);
      leaving = false;
      if (found && settle(open)) {
        return true;
      }
      closeCursor();
    }
    while (started < ranges.size()) {
      EntryRange range = ranges.get(backward ? ranges.size() - 1 - started : started);
      started++;
      open = view.cursor(storeId, range.bytes());
      cursor = open;
      inPrefix = false;
      if ((backward ? open.last() : open.first()) && settle(open)) {
        return true;
      }
      closeCursor();
    }
    return false;
  }

  /** The next entry shall have another prefix than the current one. */
  void leavePrefix() {
    leaving = true;
  }

  private boolean step(Cursor open) {
    return backward ? open.prev() : open.next();
  }

  /** From the entry that the cursor stands on to the first one from there on that is wanted. */
  private boolean settle(Cursor open) {
    while (true) {
      Slice key = open.key();
      if (!inPrefix || !key.startsWith(prefix.slice())) {
        enterPrefix(key);
      }
      tail.set(key.array(), key.offset() + prefix.length(), key.length() - prefix.length());
      while (passed < behind.size() && isPast(current())) {
        passed++;
      }
      boolean onward;
      if (passed == behind.size()) {
        onward = toNextPrefix(open);
      } else if (isReached(current())) {
        return true;
      } else {
        onward = toCurrent(open);
      }
      if (!onward) {
        return false;
      }
    }
  }

  private void enterPrefix(Slice key) {
    int length = keys.set(key).start(columns) - key.offset();
    prefix.clear().append(key.array(), key.offset(), length);
    passed = 0;
    inPrefix = true;
  }

  private ByteRange current() {
    return behind.get(backward ? behind.size() - 1 - passed : passed);
  }

  /** Whether the walk has left the range behind. */
  private boolean isPast(ByteRange range) {
    Slice lower = range.lower();
    Slice upper = range.upper();
    return backward
        ? lower != null && tail.compareTo(lower) < 0
        : upper != null && tail.compareTo(upper) >= 0;
  }

  /** Whether the walk has come to a range that it has not left behind. */
  private boolean isReached(ByteRange range) {
    Slice lower = range.lower();
    Slice upper = range.upper();
    return backward
        ? upper == null || tail.compareTo(upper) < 0
        : lower == null || tail.compareTo(lower) >= 0;
  }

  /** Jumps to where the current range begins behind this prefix. */
  private boolean toCurrent(Cursor open) {
    Slice start = backward ? current().upper() : current().lower();
    target.clear().append(prefix.slice());
    if (start != null) {
      target.append(start);
    }
    return backward ? toBelow(open, target.slice()) : open.seek(target.slice());
  }

  private boolean toNextPrefix(Cursor open) {
    if (backward) {
      return toBelow(open, prefix.slice());
    }
    Slice successor = ByteRange.prefixSuccessor(prefix.slice());
    return successor != null && open.seek(successor);
  }

  /** To the largest entry below a key. */
  private static boolean toBelow(Cursor open, Slice key) {
    return open.seekForPrev(key) && (!open.key().equals(key) || open.prev());
  }

  private Cursor standing() {
    Cursor open = cursor;
    if (open == null) {
      throw new IllegalStateException("not on an entry");
    }
    return open;
  }

  @Override
  public Slice key() {
    return standing().key();
  }

  @Override
  public Slice value() {
    return standing().value();
  }

  @Override
  public void close() {
    closeCursor();
    started = ranges.size();
  }

  private void closeCursor() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }
}
