package org.lightningdb.storage.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Zstd at level 1, with contexts that are kept for the next caller, since each is a native
 * allocation; there are never more than threads at work at once. Thread-safe.
 */
public final class PayloadCompression implements AutoCloseable {
  private static final int LEVEL = 1;

  /** Room for what compresses badly is kept up to this size. */
  private static final int SCRATCH_BYTES_MAX = 384 << 10;

  /** A context, and room for a result that may be too long. */
  private static final class Compressor {
    final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    byte[] scratch = new byte[0];

    byte[] room(int bytes) {
      if (bytes <= scratch.length) {
        return scratch;
      }
      byte[] room = new byte[bytes];
      scratch = bytes <= SCRATCH_BYTES_MAX ? room : scratch;
      return room;
    }
  }

  private final ConcurrentLinkedQueue<Compressor> compressors = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ZstdDecompressCtx> decompressors =
      new ConcurrentLinkedQueue<>();

  /**
   * Compresses {@code payload} to {@code target} at {@code offset}.
   *
   * @return the compressed length, or -1 if that is more than {@code lengthMax}
   */
  int compress(byte[] payload, byte[] target, int offset, int lengthMax) {
    return compress(payload, 0, payload.length, target, offset, lengthMax);
  }

  /**
   * Compresses a part of {@code source} to {@code target} at {@code offset}.
   *
   * @return the compressed length, or -1 if that is more than {@code lengthMax}
   */
  public int compress(
      byte[] source, int sourceOffset, int length, byte[] target, int offset, int lengthMax) {
    int bound = Math.toIntExact(Zstd.compressBound(length));
    Compressor compressor = compressors.poll();
    if (compressor == null) {
      compressor = new Compressor();
    }
    try {
      byte[] room = compressor.room(bound);
      int compressed =
          compressor.context.compressByteArray(room, 0, bound, source, sourceOffset, length);
      if (compressed > lengthMax) {
        return -1;
      }
      System.arraycopy(room, 0, target, offset, compressed);
      return compressed;
    } finally {
      compressors.add(compressor);
    }
  }

  /** The {@code rawLength} bytes that were compressed, or null if these are not they. */
  byte @Nullable [] decompress(byte[] source, int offset, int length, int rawLength) {
    byte[] raw = new byte[rawLength];
    return decompress(source, offset, length, raw, rawLength) ? raw : null;
  }

  /**
   * Puts the {@code rawLength} bytes that were compressed at the beginning of {@code target};
   * returns false if these are not they.
   */
  public boolean decompress(byte[] source, int offset, int length, byte[] target, int rawLength) {
    ZstdDecompressCtx context = decompressors.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      return context.decompressByteArray(target, 0, rawLength, source, offset, length) == rawLength;
    } catch (ZstdException e) {
      return false;
    } finally {
      decompressors.add(context);
    }
  }

  @Override
  public void close() {
    compressors.forEach(compressor -> compressor.context.close());
    compressors.clear();
    decompressors.forEach(ZstdDecompressCtx::close);
    decompressors.clear();
  }
}
