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
final class PayloadCompression implements AutoCloseable {
  private static final int LEVEL = 1;

  private final ConcurrentLinkedQueue<ZstdCompressCtx> compressors = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ZstdDecompressCtx> decompressors =
      new ConcurrentLinkedQueue<>();

  /**
   * Compresses {@code payload} to {@code target} at {@code offset}.
   *
   * @return the compressed length, or -1 if that is more than {@code lengthMax}
   */
  int compress(byte[] payload, byte[] target, int offset, int lengthMax) {
    int bound = Math.toIntExact(Zstd.compressBound(payload.length));
    ZstdCompressCtx context = compressors.poll();
    if (context == null) {
      context = new ZstdCompressCtx();
      context.setLevel(LEVEL);
    }
    try {
      byte[] compressed = new byte[bound];
      int length = context.compressByteArray(compressed, 0, bound, payload, 0, payload.length);
      if (length > lengthMax) {
        return -1;
      }
      System.arraycopy(compressed, 0, target, offset, length);
      return length;
    } finally {
      compressors.add(context);
    }
  }

  /** The {@code rawLength} bytes that were compressed, or null if these are not they. */
  byte @Nullable [] decompress(byte[] source, int offset, int length, int rawLength) {
    ZstdDecompressCtx context = decompressors.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      byte[] raw = new byte[rawLength];
      int found = context.decompressByteArray(raw, 0, rawLength, source, offset, length);
      return found == rawLength ? raw : null;
    } catch (ZstdException e) {
      return null;
    } finally {
      decompressors.add(context);
    }
  }

  @Override
  public void close() {
    compressors.forEach(ZstdCompressCtx::close);
    compressors.clear();
    decompressors.forEach(ZstdDecompressCtx::close);
    decompressors.clear();
  }
}
