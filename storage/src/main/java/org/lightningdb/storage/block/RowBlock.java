package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.Slice;

/**
 * A block of whole rows: the payload as {@link RowBlockCodec} draws it, and a directory made while
 * loading: where each row begins, and the head of each key behind the shared prefix.
 */
final class RowBlock extends Block {
  private static final int OBJECT_BYTES = 160;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] payload;
  private final int prefixStart;
  private final int prefixLength;
  private final int[] rowStarts;
  private final long[] heads;

  /** Of leaves only; made when a second reader looks for a single key. */
  private volatile int @Nullable [] hashes;

  private boolean looked;

  /**
   * @throws IndexOutOfBoundsException if the payload is not one of {@code rowCount} rows
   */
  RowBlock(BlockImage image) {
    super(image);
    this.payload = image.payload;
    this.prefixLength = length(payload, 0);
    this.prefixStart = Varint.skip(payload, 0);
    this.rowStarts = new int[image.rowCount];
    this.heads = new long[image.rowCount];
    int at = Math.addExact(prefixStart, prefixLength);
    for (int row = 0; row < image.rowCount; row++) {
      rowStarts[row] = at;
      int restLength = length(payload, at);
      at = Varint.skip(payload, at);
      heads[row] = KeyHead.of(payload, at, restLength);
      at = Varint.skip(payload, at + restLength);
      int valueLength = length(payload, at);
      at = Varint.skip(payload, at) + valueLength;
    }
    if (at != payload.length) {
      throw new IndexOutOfBoundsException("rows end at " + at + " of " + payload.length);
    }
  }

  private static int length(byte[] payload, int position) {
    long length = Varint.read(payload, position);
    if (length < 0 || length > payload.length - position) {
      throw new IndexOutOfBoundsException("length " + length + " at " + position);
    }
    return (int) length;
  }

  @Override
  long memoryBytes() {
    int perRow = Integer.BYTES + Long.BYTES + (kind() == BlockKind.INNER ? 32 : 0);
    long directory = (long) perRow * rowStarts.length + RowHash.bytes(rowStarts.length);
    return OBJECT_BYTES + payload.length + directory;
  }

  @Override
  public Slice key(int row, KeyBuffer buffer) {
    int start = rowStarts[row];
    int restLength = (int) Varint.read(payload, start);
    int restStart = Varint.skip(payload, start);
    return prefixLength == 0
        ? buffer.borrow(payload, restStart, restLength)
        : buffer.join(payload, prefixStart, prefixLength, restStart, restLength);
  }

  @Override
  public Slice value(int row, Slice target) {
    int at = Varint.skip(payload, timestampStart(row));
    int length = (int) Varint.read(payload, at);
    return target.set(payload, Varint.skip(payload, at), length);
  }

  @Override
  public long valueLong(int row, int offset) {
    int at = Varint.skip(payload, Varint.skip(payload, timestampStart(row)));
    return (long) LONG.get(payload, at + offset);
  }

  @Override
  public long commitTimestamp(int row) {
    return minTimestamp() + Varint.read(payload, timestampStart(row));
  }

  private int timestampStart(int row) {
    return timestampAfter(rowStarts[row]);
  }

  @Override
  public int place(Slice key) {
    int[] table = hashes;
    if (table == null) {
      table = looked ? hashRows() : null;
      looked = true;
      if (table == null) {
        int row = find(key);
        return row < 0 ? row : rowStarts[row];
      }
    }
    int restLength = key.length() - prefixLength;
    if (comparePrefix(key) != 0) {
      return RowHash.NONE;
    }
    int restOffset = key.offset() + prefixLength;
    int hash = RowHash.hash(key.array(), restOffset, restLength);
    int slot = RowHash.candidate(table, hash, hash);
    while (slot >= 0) {
      int start = RowHash.start(table, slot);
      int rowStart = Varint.skip(payload, start);
      if ((int) Varint.read(payload, start) == restLength
          && Arrays.equals(
              payload,
              rowStart,
              rowStart + restLength,
              key.array(),
              restOffset,
              restOffset + restLength)) {
        return start;
      }
      slot = RowHash.candidate(table, hash, slot + 1);
    }
    return RowHash.NONE;
  }

  private int @Nullable [] hashRows() {
    if (payload.length > RowHash.START_MAX) {
      return null;
    }
    int[] table = RowHash.table(rowStarts.length);
    for (int start : rowStarts) {
      int restLength = (int) Varint.read(payload, start);
      RowHash.add(table, RowHash.hash(payload, Varint.skip(payload, start), restLength), start);
    }
    hashes = table;
    return table;
  }

  @Override
  public Slice valueAt(int place, Slice target) {
    int at = Varint.skip(payload, timestampAfter(place));
    int length = (int) Varint.read(payload, at);
    return target.set(payload, Varint.skip(payload, at), length);
  }

  @Override
  public long commitTimestampAt(int place) {
    return minTimestamp() + Varint.read(payload, timestampAfter(place));
  }

  private int timestampAfter(int start) {
    return Varint.skip(payload, start) + (int) Varint.read(payload, start);
  }

  @Override
  public int find(Slice key) {
    int order = comparePrefix(key);
    if (order != 0) {
      return order < 0 ? -1 : -1 - rowStarts.length;
    }
    long head = KeyHead.of(key.array(), key.offset() + prefixLength, key.length() - prefixLength);
    int low = 0;
    int high = rowStarts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      order = Long.compare(heads[middle], head);
      if (order == 0) {
        order = compareRest(middle, key);
        if (order == 0) {
          return middle;
        }
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Where {@code key} lies relative to all keys with the prefix; 0 = among them. */
  private int comparePrefix(Slice key) {
    int length = Math.min(key.length(), prefixLength);
    int keyStart = key.offset();
    int order =
        Arrays.compareUnsigned(
            key.array(), keyStart, keyStart + length, payload, prefixStart, prefixStart + length);
    return order == 0 && key.length() < prefixLength ? -1 : order;
  }

  private int compareRest(int row, Slice key) {
    int start = rowStarts[row];
    int restLength = (int) Varint.read(payload, start);
    int restStart = Varint.skip(payload, start);
    return Arrays.compareUnsigned(
        payload,
        restStart,
        restStart + restLength,
        key.array(),
        key.offset() + prefixLength,
        key.offset() + key.length());
  }
}
