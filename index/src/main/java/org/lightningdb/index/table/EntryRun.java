package org.lightningdb.index.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.scratch.ScratchReader;

/** A place in a sorted run of entries, ordered by the key there. Used by one thread. */
final class EntryRun implements Comparable<EntryRun> {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ScratchReader reader;
  private int framesLeft;
  private int next;
  private final Slice key = new Slice();
  private final Slice value = new Slice();

  EntryRun(ScratchReader reader, int frames) {
    this.reader = reader;
    this.framesLeft = frames;
  }

  /** Goes to the next entry; returns false if there is none. */
  boolean next() {
    if (next >= reader.length()) {
      if (framesLeft == 0 || !reader.next()) {
        return false;
      }
      framesLeft--;
      next = 0;
    }
    byte[] bytes = reader.bytes();
    key(bytes, next, key);
    value(bytes, next, value);
    next += 2 * Integer.BYTES + key.length() + value.length();
    return true;
  }

  /** Borrowed until {@link #next}. */
  Slice key() {
    return key;
  }

  /** Borrowed until {@link #next}. */
  Slice value() {
    return value;
  }

  /** The key of the entry that begins at {@code start}. */
  static Slice key(byte[] bytes, int start, Slice target) {
    return target.set(bytes, start + 2 * Integer.BYTES, (int) INT.get(bytes, start));
  }

  /** The value of the entry that begins at {@code start}. */
  static Slice value(byte[] bytes, int start, Slice target) {
    int keyLength = (int) INT.get(bytes, start);
    int length = (int) INT.get(bytes, start + Integer.BYTES);
    return target.set(bytes, start + 2 * Integer.BYTES + keyLength, length);
  }

  @Override
  public int compareTo(EntryRun other) {
    return key.compareTo(other.key);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
