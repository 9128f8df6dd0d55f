package org.lightningdb.storage.block;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.spec.RowShape;

/**
 * Makes blocks of images, whatever their codec, and keeps for them what all blocks of a file share:
 * contexts of the compression, and one format for each shape. Thread-safe.
 */
final class BlockDecoder implements AutoCloseable {
  private static final int FORMATS_MAX = 1000;

  private final PayloadCompression compression = new PayloadCompression();
  private final ConcurrentHashMap<RowShape, RowFormat> formats = new ConcurrentHashMap<>();

  PayloadCompression compression() {
    return compression;
  }

  static boolean knows(int codec) {
    return codec == BlockHeader.CODEC_ROWS || codec == BlockHeader.CODEC_COLUMNS;
  }

  /**
   * @param place where the block is, for messages
   * @throws IndexOutOfBoundsException if the payload is not what the image says it is
   */
  Block block(BlockImage image, String place) {
    if (image.codec == BlockHeader.CODEC_ROWS) {
      return new RowBlock(image);
    }
    if (image.kind != BlockKind.LEAF) {
      throw new IndexOutOfBoundsException("columns in a block of kind " + image.kind);
    }
    return new PaxBlock(image, this, place);
  }

  RowFormat format(RowShape shape) {
    RowFormat format = formats.get(shape);
    if (format == null) {
      if (formats.size() >= FORMATS_MAX) {
        formats.clear();
      }
      format = new RowFormat(shape);
      formats.put(shape, format);
    }
    return format;
  }

  /** The {@code rawLength} bytes that were compressed, or null if these are not they. */
  byte @Nullable [] decompress(byte[] source, int offset, int length, int rawLength) {
    return compression.decompress(source, offset, length, rawLength);
  }

  @Override
  public void close() {
    compression.close();
  }
}
