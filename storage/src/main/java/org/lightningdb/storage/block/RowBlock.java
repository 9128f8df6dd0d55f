package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.KeyHead;
import org.lightningdb.storage.bytes.KeyPrefix;
import org.lightningdb.storage.bytes.Slice;

/**
 * A block of whole rows: the payload as {@link RowBlockCodec} draws it, and a directory made while
 * loading: where each row begins, and the head of each key behind the shared prefix.
 */
final class RowBlock extends Block {
  private static final int OBJECT_BYTES = 160;

  /** Marks a place that is the number of a row, as positions would not fit. */
  private static final long ROW_NUMBER = 1L << 62;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] payload;
  private final int prefixStart;
  private final int prefixLength;
  private final int[] rowStarts;
  private final long[] heads;

  /** Of leaves only; made when a second reader looks for a single key. */
  private volatile long @Nullable [] slots;

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
    long directory = (long) perRow * rowStarts.length + RowSlots.bytes(rowStarts.length);
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
    int start = rowStarts[row];
    return Varint.skip(payload, start) + (int) Varint.read(payload, start);
  }

  @Override
  public long place(Slice key) {
    long[] table = slots;
    if (table == null) {
      if (!looked || payload.length > RowSlots.PAYLOAD_BYTES_MAX) {
        looked = true;
        int row = find(key);
        return row < 0 ? RowSlots.NONE : placeOfRow(row);
      }
      table = fillSlots();
    }
    long hash = RowSlots.hash(key.array(), key.offset(), key.length());
    return RowSlots.find(table, table.length - 1, payload, prefixStart, prefixLength, key, hash);
  }

  private long placeOfRow(int row) {
    if (payload.length > RowSlots.PAYLOAD_BYTES_MAX) {
      return ROW_NUMBER | row;
    }
    int timestamp = timestampStart(row);
    int length = Varint.skip(payload, timestamp);
    return RowSlots.place(
        Varint.skip(payload, length), (int) Varint.read(payload, length), length - timestamp);
  }

  private long[] fillSlots() {
    long[] table = RowSlots.table(rowStarts.length);
    KeyBuffer buffer = new KeyBuffer();
    for (int row = 0; row < rowStarts.length; row++) {
      Slice key = key(row, buffer);
      int timestamp = timestampStart(row);
      int length = Varint.skip(payload, timestamp);
      RowSlots.add(
          table,
          RowSlots.hash(key.array(), key.offset(), key.length()),
          rowStarts[row],
          (int) Varint.read(payload, length),
          length - timestamp);
    }
    slots = table;
    return table;
  }

  /** Null before the second {@link #place}. */
  long @Nullable [] slots() {
    return slots;
  }

  byte[] payload() {
    return payload;
  }

  int prefixStart() {
    return prefixStart;
  }

  int prefixLength() {
    return prefixLength;
  }

  @Override
  public Slice valueAt(long place, Slice target) {
    return (place & ROW_NUMBER) != 0
        ? value((int) place, target)
        : target.set(payload, RowSlots.valueStart(place), RowSlots.valueLength(place));
  }

  @Override
  public long commitTimestampAt(long place) {
    return (place & ROW_NUMBER) != 0
        ? commitTimestamp((int) place)
        : minTimestamp() + Varint.read(payload, RowSlots.timestampStart(place));
  }

  @Override
  public int find(Slice key) {
    int order = KeyPrefix.compare(key, payload, prefixStart, prefixLength);
    if (order != 0) {
      return order < 0 ? -1 : -1 - rowStarts.length;
    }
    long head = KeyHead.of(key.array(), key.offset() + prefixLength, key.length() - prefixLength);
    int row = KeyHead.lowerBound(heads, head);
    return row < heads.length && heads[row] == head ? findAmongEqual(row, key) : -1 - row;
  }

  /** As {@link #find}, among the rows whose heads equal that of row {@code first}. */
  private int findAmongEqual(int first, Slice key) {
    int low = first;
    int high = KeyHead.equalEnd(heads, first) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compareRest(middle, key);
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
