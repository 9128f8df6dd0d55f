package org.lightningdb.storage.block;

import org.lightningdb.storage.bytes.Slice;

/**
 * Blocks of whole rows, for inner blocks and for stores whose values have no known shape. The
 * payload, all numbers {@link Varint}:
 *
 * <pre>
 * prefix length | prefix that all keys share
 * for each row: key length without prefix | rest of key
 *               commit timestamp - smallest of the block | value length | value
 * </pre>
 *
 * Nothing in it is aligned and there is no directory: {@link RowBlock} makes one when it loads the
 * block.
 */
public final class RowBlockCodec implements BlockCodec {
  private final int capacityBytes;
  private final boolean compressing;

  public RowBlockCodec(int capacityBytes) {
    this(capacityBytes, true);
  }

  /**
   * @param compressing whether blocks are compressed if that saves a unit of the file
   */
  public RowBlockCodec(int capacityBytes, boolean compressing) {
    this.capacityBytes = capacityBytes;
    this.compressing = compressing;
  }

  @Override
  public int capacityBytes() {
    return capacityBytes;
  }

  @Override
  public long encodedSize(RowBuffer rows, int from, int to) {
    if (from == to) {
      return 0;
    }
    long shared = rows.sharedPrefix(from, to - 1);
    return BlockHeader.BYTES + 2 + shared + rows.unsharedSize(from, to) - shared * (to - from);
  }

  @Override
  public boolean isHuge(int keyLength, int valueLength) {
    return RowBuffer.rowSize(keyLength, valueLength) > capacityBytes;
  }

  @Override
  public BlockImage image(RowBuffer rows, BlockKind kind, long storeId, int from, int to) {
    int shared = rows.sharedPrefix(from, to - 1);
    long minTimestamp = rows.minTimestamp(from, to);
    byte[] payload = new byte[payloadLength(rows, from, to, shared, minTimestamp)];
    Slice slice = new Slice();
    int at = Varint.write(payload, 0, shared);
    at = append(payload, at, rows.key(from, slice), 0, shared);
    for (int row = from; row < to; row++) {
      Slice key = rows.key(row, slice);
      at = Varint.write(payload, at, key.length() - shared);
      at = append(payload, at, key, shared, key.length() - shared);
      at = Varint.write(payload, at, rows.commitTimestamp(row) - minTimestamp);
      Slice value = rows.value(row, slice);
      at = Varint.write(payload, at, value.length());
      at = append(payload, at, value, 0, value.length());
    }
    long maxTimestamp = rows.maxTimestamp(from, to);
    return new BlockImage(
        kind,
        BlockHeader.CODEC_ROWS,
        compressing,
        storeId,
        to - from,
        minTimestamp,
        maxTimestamp,
        payload);
  }

  private static int append(byte[] target, int at, Slice source, int from, int length) {
    System.arraycopy(source.array(), source.offset() + from, target, at, length);
    return at + length;
  }

  private static int payloadLength(
      RowBuffer rows, int from, int to, int shared, long minTimestamp) {
    Slice slice = new Slice();
    long length = (long) Varint.size(shared) + shared;
    for (int row = from; row < to; row++) {
      int rest = rows.key(row, slice).length() - shared;
      length += Varint.size(rest) + rest + Varint.size(rows.commitTimestamp(row) - minTimestamp);
      int valueLength = rows.value(row, slice).length();
      length += Varint.size(valueLength) + valueLength;
    }
    return Math.toIntExact(length);
  }
}
