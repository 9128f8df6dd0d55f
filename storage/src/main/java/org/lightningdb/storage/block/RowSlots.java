package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lightningdb.storage.bytes.KeyPrefix;
import org.lightningdb.storage.bytes.Slice;

/**
 * A table of the rows of a {@link RowBlock}, by a hash of their keys. What a lookup costs is the
 * memory it waits for; so a slot tells all that is needed to know where the value ends before the
 * row itself has been seen: the processor then fetches both ends of the row at once, behind one
 * line of this table.
 *
 * <pre>
 * bit  0  position of the row                20 bits
 *     20  length of its value                20 bits
 *     40  bytes that its timestamp takes      4 bits
 *     44  upper bits of the hash of the key  20 bits
 * </pre>
 *
 * A slot is 0 while empty (no row begins at 0, where the prefix is); rows that collide are in the
 * next slots.
 *
 * <p>A <em>place</em> is where the value of a row is: the same bits with the position of the value
 * for that of the row, and nothing above.
 */
final class RowSlots {
  static final long NONE = -1;

  /** The longest payload that slots can point into; larger blocks hold one value. */
  static final int PAYLOAD_BYTES_MAX = (1 << 20) - 1;

  private static final int LENGTH_SHIFT = 20;
  private static final int TIMESTAMP_SHIFT = 40;
  private static final int TAG_SHIFT = 44;
  private static final long LENGTHS = (1L << TAG_SHIFT) - (1L << LENGTH_SHIFT);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private RowSlots() {}

  /**
   * A hash of the bytes, well mixed at both ends. The second mixing matters: keys that end in
   * digits differ in the highest bits of their last word only.
   */
  static long hash(byte[] bytes, int offset, int length) {
    long mixed = length * 0x9E3779B97F4A7C15L;
    int at = offset;
    int left = length;
    while (left > Long.BYTES) {
      mixed = mix(mixed ^ (long) LONG.get(bytes, at));
      at += Long.BYTES;
      left -= Long.BYTES;
    }
    if (length >= Long.BYTES) {
      mixed ^= (long) LONG.get(bytes, offset + length - Long.BYTES);
    } else {
      for (int i = 0; i < left; i++) {
        mixed ^= (bytes[at + i] & 0xFFL) << (8 * i);
      }
    }
    return mix(mix(mixed));
  }

  private static long mix(long bits) {
    long product = bits * 0xD6E8FEB86659FD93L;
    return product ^ (product >>> 32);
  }

  /** An empty table for {@code rows} rows: at most two thirds will be taken. */
  static long[] table(int rows) {
    return new long[size(rows)];
  }

  private static int size(int rows) {
    return Integer.highestOneBit(Math.max(1, rows + rows / 2)) * 2;
  }

  /** Memory of a table for {@code rows} rows. */
  static int bytes(int rows) {
    return 16 + size(rows) * Long.BYTES;
  }

  static void add(long[] slots, long hash, int row, int valueLength, int timestampBytes) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] =
        ((hash >>> TAG_SHIFT) << TAG_SHIFT)
            | ((long) timestampBytes << TIMESTAMP_SHIFT)
            | ((long) valueLength << LENGTH_SHIFT)
            | row;
  }

  /**
   * The place of the row of {@code key}, or {@link #NONE}.
   *
   * @param hash of the whole key
   */
  static long find(
      long[] slots,
      int mask,
      byte[] payload,
      int prefixStart,
      int prefixLength,
      Slice key,
      long hash) {
    int slot = (int) hash & mask;
    long found = slots[slot];
    while (found != 0) {
      if (((found ^ hash) >>> TAG_SHIFT) == 0) {
        int row = (int) found & PAYLOAD_BYTES_MAX;
        int restLength = key.length() - prefixLength;
        int rest = row + Varint.sizeOfLength(restLength);
        if ((int) Varint.read(payload, row) == restLength
            && isKey(payload, prefixStart, prefixLength, rest, key)) {
          return placeOf(found, rest + restLength);
        }
      }
      slot = (slot + 1) & mask;
      found = slots[slot];
    }
    return NONE;
  }

  private static boolean isKey(
      byte[] payload, int prefixStart, int prefixLength, int rest, Slice key) {
    byte[] bytes = key.array();
    int start = key.offset();
    return KeyPrefix.equal(bytes, start + prefixLength, payload, rest, key.length() - prefixLength)
        && KeyPrefix.equal(bytes, start, payload, prefixStart, prefixLength);
  }

  private static long placeOf(long slot, int timestampStart) {
    long rest = slot & LENGTHS;
    int timestampBytes = (int) (rest >>> TIMESTAMP_SHIFT);
    return rest | (timestampStart + timestampBytes + Varint.sizeOfLength(valueLength(slot)));
  }

  /** The place of a row that was found in another way. */
  static long place(int valueStart, int valueLength, int timestampBytes) {
    return ((long) timestampBytes << TIMESTAMP_SHIFT)
        | ((long) valueLength << LENGTH_SHIFT)
        | valueStart;
  }

  static int valueStart(long place) {
    return (int) place & PAYLOAD_BYTES_MAX;
  }

  static int valueLength(long place) {
    return (int) (place >>> LENGTH_SHIFT) & PAYLOAD_BYTES_MAX;
  }

  /** Where the timestamp of the row begins, as {@link RowBlockCodec} draws it. */
  static int timestampStart(long place) {
    int timestampBytes = (int) (place >>> TIMESTAMP_SHIFT) & 15;
    return valueStart(place) - Varint.sizeOfLength(valueLength(place)) - timestampBytes;
  }
}
