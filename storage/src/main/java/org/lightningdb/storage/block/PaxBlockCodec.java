package org.lightningdb.storage.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnPageWriter;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.ShapedRow;
import org.lightningdb.storage.column.TimestampPage;
import org.lightningdb.storage.spec.ShapeColumn;

/**
 * Leaves of shaped rows as blocks of columns. Each page takes the encoding that makes it smallest,
 * and is compressed only where that saves much: numbers are then small already, and decompression
 * costs a scan more than reading.
 *
 * <p>A value that is not exactly what {@code RowWriter} writes cannot be told by its columns alone:
 * rows with such a value among them, and huge rows, become blocks of rows, which are read the same
 * way.
 */
final class PaxBlockCodec implements BlockCodec {
  /** Smaller pages are not worth a call. */
  private static final int COMPRESSED_PAGE_BYTES_MIN = 512;

  private final RowFormat format;
  private final int rowsMax;
  private final int capacityBytes;
  private final PayloadCompression compression;
  private final boolean compressing;
  private final RowBlockCodec rowCodec;

  /** A block is full with {@code rowsMax} rows, or at {@code capacityBytes} of them. */
  PaxBlockCodec(
      RowFormat format,
      int rowsMax,
      int capacityBytes,
      PayloadCompression compression,
      boolean compressing) {
    this.format = format;
    this.rowsMax = rowsMax;
    this.capacityBytes = capacityBytes;
    this.compression = compression;
    this.compressing = compressing;
    this.rowCodec = new RowBlockCodec(capacityBytes);
  }

  @Override
  public int capacityBytes() {
    return capacityBytes;
  }

  @Override
  public long encodedSize(RowBuffer rows, int from, int to) {
    long byCount = (long) (to - from) * capacityBytes / rowsMax;
    return Math.max(byCount, rowCodec.encodedSize(rows, from, to));
  }

  @Override
  public boolean isHuge(int keyLength, int valueLength) {
    return rowCodec.isHuge(keyLength, valueLength);
  }

  @Override
  public BlockImage image(RowBuffer rows, BlockKind kind, long storeId, int from, int to) {
    Slice value = new Slice();
    boolean huge = isHuge(rows.key(from, value).length(), rows.value(from, value).length());
    if (kind != BlockKind.LEAF || huge || !areCanonical(rows, from, to)) {
      return rowCodec.image(rows, kind, storeId, from, to);
    }
    long minTimestamp = rows.minTimestamp(from, to);
    long[] timestamps = new long[to - from];
    Arrays.setAll(timestamps, row -> rows.commitTimestamp(from + row) - minTimestamp);
    byte[] payload =
        PaxLayout.write(
            PaxKeys.write(rows, from, to),
            TimestampPage.write(timestamps, timestamps.length),
            pages(rows, from, to));
    long maxTimestamp = rows.maxTimestamp(from, to);
    int codec = BlockHeader.CODEC_COLUMNS;
    return new BlockImage(kind, codec, storeId, to - from, minTimestamp, maxTimestamp, payload);
  }

  private boolean areCanonical(RowBuffer rows, int from, int to) {
    ShapedRow reader = new ShapedRow(format);
    Slice value = new Slice();
    for (int row = from; row < to; row++) {
      if (!reader.isCanonical(rows.value(row, value))) {
        return false;
      }
    }
    return true;
  }

  private List<PaxLayout.Page> pages(RowBuffer rows, int from, int to) {
    ShapedRow reader = new ShapedRow(format);
    ColumnPageWriter writer = new ColumnPageWriter();
    Slice value = new Slice();
    List<PaxLayout.Page> pages = new ArrayList<>(format.columnCount());
    for (int column = 0; column < format.columnCount(); column++) {
      ShapeColumn shape = format.column(column);
      writer.begin(shape);
      for (int row = from; row < to; row++) {
        writer.add(reader.set(rows.value(row, value)), column);
      }
      byte[] raw = writer.finish();
      byte[] stored = compress(raw, shape);
      boolean compressed = stored.length < raw.length;
      pages.add(
          new PaxLayout.Page(shape, writer.zone(), compressed, raw.length, new Slice(stored)));
    }
    return pages;
  }

  /** The page compressed, if that saves a half of numbers or a fifth of bytes; else as it is. */
  private byte[] compress(byte[] raw, ShapeColumn shape) {
    if (!compressing || raw.length < COMPRESSED_PAGE_BYTES_MIN) {
      return raw;
    }
    int lengthMax =
        switch (shape.kind()) {
          case LONG, DOUBLE -> raw.length / 2;
          case BYTES, OBJECT -> raw.length - raw.length / 5;
        };
    byte[] target = new byte[lengthMax];
    int length = compression.compress(raw, target, 0, lengthMax);
    return length < 0 ? raw : Arrays.copyOf(target, length);
  }
}
