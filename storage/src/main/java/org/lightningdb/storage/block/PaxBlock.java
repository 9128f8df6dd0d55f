package org.lightningdb.storage.block;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnPage;
import org.lightningdb.storage.column.ColumnZone;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.TimestampPage;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * A block of columns: the payload as {@link PaxLayout} draws it, cut into its pages.
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
  private final byte[][] storedPages;
  private final AtomicReferenceArray<@Nullable ColumnPage> pages;
  private final long memoryBytes;

  /**
   * @throws IndexOutOfBoundsException if the payload is not one of so many rows
   */
  PaxBlock(BlockImage image, BlockDecoder decoder, String place) {
    super(image);
    byte[] payload = image.payload;
    this.layout = new PaxLayout(payload, image.rowCount);
    this.decoder = decoder;
    this.place = place;
    this.format = decoder.format(layout.shape);
    int keysEnd = layout.timestampsStart;
    this.keys = new PaxKeys(Arrays.copyOfRange(payload, layout.keysStart, keysEnd), image.rowCount);
    byte[] timestampPage = Arrays.copyOfRange(payload, keysEnd, layout.pageStarts[0]);
    this.timestamps = new TimestampPage(timestampPage, image.rowCount);
    int columns = layout.zones.length;
    this.storedPages = new byte[columns][];
    this.pages = new AtomicReferenceArray<>(columns);
    long memory = OBJECT_BYTES + keys.memoryBytes() + timestampPage.length;
    for (int column = 0; column < columns; column++) {
      storedPages[column] = layout.storedPage(payload, column);
      memory += storedPages[column].length + ColumnPage.OBJECT_BYTES;
      memory += layout.compressed[column] ? layout.rawLengths[column] : 0;
    }
    this.memoryBytes = memory;
  }

  RowFormat format() {
    return format;
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
    byte[] bytes = storedPages[column];
    if (layout.compressed[column]) {
      bytes = decoder.decompress(bytes, layout.rawLengths[column]);
      if (bytes == null) {
        throw corrupt(column, "does not unpack", null);
      }
    }
    try {
      boolean hasNulls = layout.zones[column].nulls() > 0;
      return ColumnPage.open(format.column(column), bytes, rowCount(), hasNulls);
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

  /** The row is put together anew: the bytes belong to {@code target}'s owner. */
  @Override
  public Slice value(int row, Slice target) {
    byte[] bytes = format.assemble(this, row);
    return target.set(bytes, 0, bytes.length);
  }

  @Override
  public long valueLong(int row, int offset) {
    throw new UnsupportedOperationException("only rows of inner blocks are read number by number");
  }

  @Override
  public long commitTimestamp(int row) {
    return minTimestamp() + timestamps.get(row);
  }

  @Override
  public int find(Slice key) {
    return keys.find(key);
  }
}
