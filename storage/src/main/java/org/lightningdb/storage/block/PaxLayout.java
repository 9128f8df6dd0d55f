package org.lightningdb.storage.block;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnZone;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * Where the pages of a block of columns are. The payload, little-endian:
 *
 * <pre>
 *  0  u16  columns
 *  2  u16  zero
 *  4  u32  bytes of the key page
 *  8  u32  bytes of the timestamp page
 * 12  u32  zero
 * 16       for each column 32 bytes:
 *          0  u8   kind: 1 LONG, 2 DOUBLE, 3 BYTES, 4 OBJECT
 *          1  u8   bytes in the row, 0 = variable
 *          2  u8   compression of the page: 0 none, 1 zstd
 *          3  u8   zero
 *          4  u32  stored length of the page
 *          8  u32  raw length of the page
 *         12  u32  rows that are NULL
 *         16  i64  zone map: not above any value, see {@link ColumnZone}
 *         24  i64  zone map: not below any value
 *  …  key page, drawn by {@link PaxKeys}
 *  …  timestamp page: commit timestamps, less the smallest, as packed longs
 *  …  the stored pages of the columns in order
 * </pre>
 *
 * Zone maps, lengths and kinds stand outside of the pages, so that a scan skips a block, and
 * decompresses a page, only by looking here.
 */
final class PaxLayout {
  static final int HEADER_BYTES = 16;
  static final int COLUMN_BYTES = 32;

  /** Larger pages are never written: bounds what a wrong block can make us allocate. */
  static final int PAGE_BYTES_MAX = 64 << 20;

  private static final int KINDS = 4;

  final RowShape shape;
  final ColumnZone[] zones;
  final boolean[] compressed;
  final int[] rawLengths;

  /** Where each page begins in the payload; the last entry is the end of the payload. */
  final int[] pageStarts;

  final int keysStart;
  final int timestampsStart;

  /**
   * @throws IndexOutOfBoundsException if the payload is not one of {@code rowCount} rows
   */
  PaxLayout(byte[] payload, int rowCount) {
    if (payload.length < HEADER_BYTES) {
      throw new IndexOutOfBoundsException("a payload of " + payload.length + " bytes");
    }
    int columns = LittleEndian.getInt(payload, 0) & 0xFFFF;
    this.keysStart = HEADER_BYTES + COLUMN_BYTES * columns;
    if (columns == 0 || columns > RowShape.COLUMNS_MAX || keysStart > payload.length) {
      throw new IndexOutOfBoundsException(columns + " columns in " + payload.length + " bytes");
    }
    this.timestampsStart = advance(payload, keysStart, LittleEndian.getInt(payload, 4));
    this.zones = new ColumnZone[columns];
    this.compressed = new boolean[columns];
    this.rawLengths = new int[columns];
    this.pageStarts = new int[columns + 1];
    pageStarts[0] = advance(payload, timestampsStart, LittleEndian.getInt(payload, 8));
    List<ShapeColumn> shapeColumns = new ArrayList<>(columns);
    for (int column = 0; column < columns; column++) {
      shapeColumns.add(readColumn(payload, column, rowCount));
    }
    if (pageStarts[columns] != payload.length) {
      throw new IndexOutOfBoundsException("pages end at " + pageStarts[columns]);
    }
    this.shape = new RowShape(shapeColumns);
  }

  private static int advance(byte[] payload, int start, int length) {
    if (length < 0 || length > payload.length - start) {
      throw new IndexOutOfBoundsException("a page of " + length + " bytes at " + start);
    }
    return start + length;
  }

  private ShapeColumn readColumn(byte[] payload, int column, int rowCount) {
    int at = HEADER_BYTES + COLUMN_BYTES * column;
    int kind = payload[at];
    int compression = payload[at + 2];
    int storedLength = LittleEndian.getInt(payload, at + 4);
    int rawLength = LittleEndian.getInt(payload, at + 8);
    int nulls = LittleEndian.getInt(payload, at + 12);
    boolean plausible =
        kind >= 1
            && kind <= KINDS
            && compression >= BlockHeader.COMPRESSION_NONE
            && compression <= BlockHeader.COMPRESSION_ZSTD
            && rawLength >= 0
            && rawLength <= PAGE_BYTES_MAX
            && (compression == BlockHeader.COMPRESSION_ZSTD || rawLength == storedLength)
            && nulls >= 0
            && nulls <= rowCount;
    if (!plausible) {
      throw new IndexOutOfBoundsException("column " + column + " is described wrongly");
    }
    pageStarts[column + 1] = advance(payload, pageStarts[column], storedLength);
    compressed[column] = compression == BlockHeader.COMPRESSION_ZSTD;
    rawLengths[column] = rawLength;
    long low = LittleEndian.getLong(payload, at + 16);
    zones[column] = new ColumnZone(low, LittleEndian.getLong(payload, at + 24), nulls, rowCount);
    try {
      return new ShapeColumn(kindOf(kind), payload[at + 1]);
    } catch (IllegalArgumentException e) {
      throw new IndexOutOfBoundsException("column " + column + ": " + e.getMessage());
    }
  }

  private static ColumnKind kindOf(int code) {
    return switch (code) {
      case 1 -> ColumnKind.LONG;
      case 2 -> ColumnKind.DOUBLE;
      case 3 -> ColumnKind.BYTES;
      default -> ColumnKind.OBJECT;
    };
  }

  private static int codeOf(ColumnKind kind) {
    return switch (kind) {
      case LONG -> 1;
      case DOUBLE -> 2;
      case BYTES -> 3;
      case OBJECT -> 4;
    };
  }

  /** One page on its way into a payload. */
  record Page(
      ShapeColumn column, ColumnZone zone, boolean compressed, int rawLength, Slice stored) {}

  static byte[] write(byte[] keys, byte[] timestamps, List<Page> pages) {
    long length = HEADER_BYTES + (long) COLUMN_BYTES * pages.size();
    length += keys.length + (long) timestamps.length;
    for (Page page : pages) {
      length += page.stored.length();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    LittleEndian.putInt(payload, 0, pages.size());
    LittleEndian.putInt(payload, 4, keys.length);
    LittleEndian.putInt(payload, 8, timestamps.length);
    int at = HEADER_BYTES;
    for (Page page : pages) {
      payload[at] = (byte) codeOf(page.column.kind());
      payload[at + 1] = (byte) page.column.widthBytes();
      int zstd = BlockHeader.COMPRESSION_ZSTD;
      payload[at + 2] = (byte) (page.compressed ? zstd : BlockHeader.COMPRESSION_NONE);
      LittleEndian.putInt(payload, at + 4, page.stored.length());
      LittleEndian.putInt(payload, at + 8, page.rawLength);
      LittleEndian.putInt(payload, at + 12, page.zone.nulls());
      LittleEndian.putLong(payload, at + 16, page.zone.low());
      LittleEndian.putLong(payload, at + 24, page.zone.high());
      at += COLUMN_BYTES;
    }
    at = append(payload, at, new Slice(keys));
    at = append(payload, at, new Slice(timestamps));
    for (Page page : pages) {
      at = append(payload, at, page.stored);
    }
    return payload;
  }

  private static int append(byte[] payload, int at, Slice page) {
    System.arraycopy(page.array(), page.offset(), payload, at, page.length());
    return at + page.length();
  }
}
