package org.lightningdb.storage.block;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnPage;
import org.lightningdb.storage.column.ColumnZone;
import org.lightningdb.storage.column.RowAssembler;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.TimestampPage;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vector.BytesVector;

/**
 * A block of columns: the payload as {@link PaxLayout} draws it.
 *
 * <p>Keys and timestamps are checked while loading. A column's page is decompressed and checked by
 * the first reader that needs it, and kept; two readers that come at once may both do the work,
 * with equal results. A page that turns out wrong is {@code CORRUPT} each time it is asked for.
 */
final class PaxBlock extends Block implements RowFormat.Pages {
  private static final int OBJECT_BYTES = 300;

  private final RowFormat format;
  private final PaxLayout layout;
  private final BlockDecoder decoder;
  private final String place;
  private final PaxKeys keys;
  private final TimestampPage timestamps;
  private final byte[] payload;
  private final AtomicReferenceArray<@Nullable ColumnPage> pages;
  private final long memoryBytes;

  /** Made by the first reader of a whole row. */
  private volatile @Nullable RowAssembler assembler;

  /**
   * @throws IndexOutOfBoundsException if the payload is not one of so many rows
   */
  PaxBlock(BlockImage image, BlockDecoder decoder, String place) {
    super(image);
    this.payload = image.payload;
    this.layout = new PaxLayout(payload, image.rowCount);
    this.decoder = decoder;
    this.place = place;
    this.format = decoder.format(layout.shape);
    int keysEnd = layout.timestampsStart;
    this.keys = new PaxKeys(payload, layout.keysStart, keysEnd, image.rowCount);
    this.timestamps = new TimestampPage(payload, keysEnd, layout.pageStarts[0], image.rowCount);
    int columns = layout.zones.length;
    this.pages = new AtomicReferenceArray<>(columns);
    long memory = OBJECT_BYTES + payload.length + keys.memoryBytes();
    for (int column = 0; column < columns; column++) {
      memory += ColumnPage.OBJECT_BYTES + RowAssembler.COLUMN_BYTES;
      memory += layout.compressed[column] ? layout.rawLengths[column] : 0;
    }
    this.memoryBytes = memory;
  }

  RowFormat format() {
    return format;
  }

  /** Fails with {@code CORRUPT} unless the rows are of {@code wanted}. */
  void requireFormat(RowFormat wanted) {
    if (!format.hasColumnsOf(wanted)) {
      throw new StorageException(Kind.CORRUPT, place + " holds rows of another shape");
    }
  }

  ColumnZone zone(int column) {
    return layout.zones[column];
  }

  @Override
  public ColumnPage page(int column) {
    ColumnPage page = pages.getAcquire(column);
    if (page == null) {
      page = open(column);
      pages.setRelease(column, page);
    }
    return page;
  }

  private ColumnPage open(int column) {
    byte[] bytes = payload;
    int start = layout.pageStarts[column];
    int end = layout.pageStarts[column + 1];
    if (layout.compressed[column]) {
      bytes = decoder.decompress(payload, start, end - start, layout.rawLengths[column]);
      if (bytes == null) {
        throw corrupt(column, "does not unpack", null);
      }
      start = 0;
      end = bytes.length;
    }
    try {
      return ColumnPage.open(format.column(column), layout.zones[column], bytes, start, end);
    } catch (IndexOutOfBoundsException e) {
      throw corrupt(column, "does not parse: " + e.getMessage(), e);
    }
  }

  private StorageException corrupt(int column, String what, @Nullable Throwable cause) {
    return new StorageException(
        Kind.CORRUPT, place + " has a page of column " + column + " that " + what, cause);
  }

  @Override
  long memoryBytes() {
    return memoryBytes;
  }

  @Override
  public Slice key(int row, KeyBuffer buffer) {
    return keys.get(row, buffer);
  }

  @Override
  void copyKeys(
      int @Nullable [] rows, int from, int count, BytesVector target, int at, KeyBuffer buffer) {
    if (keys.haveOneLength()) {
      keys.copyTo(rows, from, count, target, at);
    } else {
      super.copyKeys(rows, from, count, target, at, buffer);
    }
  }

  /** The row is put together anew: the bytes belong to {@code target}'s owner. */
  @Override
  public Slice value(int row, Slice target) {
    RowAssembler rows = assembler;
    if (rows == null) {
      rows = new RowAssembler(format, this);
      assembler = rows;
    }
    byte[] bytes = rows.assemble(row);
    return target.set(bytes, 0, bytes.length);
  }

  @Override
  public long valueLong(int row, int offset) {
    throw new StorageException(Kind.CORRUPT, place + " is a leaf where none was expected");
  }

  @Override
  public long commitTimestamp(int row) {
    return minTimestamp() + timestamps.get(row);
  }

  @Override
  public long place(Slice key) {
    return keys.place(key);
  }

  @Override
  public int find(Slice key) {
    return keys.find(key);
  }
}
