package org.lightningdb.storage.txn;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * The bytes of one value, of which no more than one chunk is in memory. Good until its view is
 * closed; used by one thread at a time. Reads throw {@link StorageException}, never an I/O error.
 */
public final class ValueStream extends InputStream {
  private final Cursor chunks;
  private final Slice valueKey;
  private final long length;
  private final Slice chunk = new Slice();
  private int loaded = -1;
  private long position;

  /**
   * @param chunks becomes property of the stream
   */
  ValueStream(Cursor chunks, Slice valueKey, long length) {
    this.chunks = chunks;
    this.valueKey = valueKey;
    this.length = length;
  }

  /** A stream of {@code value}, which is copied. */
  public static ValueStream of(Slice value) {
    Cursor noChunks = new MergeCursor(List.of());
    ValueStream stream = new ValueStream(noChunks, new Slice(), value.length());
    stream.chunk.set(value.toByteArray(), 0, value.length());
    stream.loaded = 0;
    return stream;
  }

  /** Bytes of the whole value. */
  public long length() {
    return length;
  }

  /** Where the next read begins. */
  public long position() {
    return position;
  }

  /** Makes the next read begin at {@code newPosition}, at most the length of the value. */
  public void position(long newPosition) {
    Objects.checkFromToIndex(0, newPosition, length);
    position = newPosition;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (count == 0) {
      return 0;
    }
    if (position >= length) {
      return -1;
    }
    int start = load();
    int copied = Math.min(count, chunk.length() - start);
    System.arraycopy(chunk.array(), chunk.offset() + start, target, offset, copied);
    position += copied;
    return copied;
  }

  /** Makes the chunk of the position the one in memory, and returns where in it the position is. */
  private int load() {
    if (position < chunk.length() && loaded == 0) {
      return (int) position; // Short values are one piece of any length.
    }
    int wanted = (int) (position / LongValues.CHUNK_BYTES);
    if (wanted != loaded) {
      Slice key = LongValues.chunkKey(valueKey, wanted);
      boolean nextOne = loaded >= 0 && wanted == loaded + 1;
      boolean stands = nextOne ? chunks.next() : chunks.seek(key);
      loaded = -1;
      if (!stands || !chunks.key().equals(key)) {
        throw damaged("chunk " + wanted + " is missing");
      }
      Slice value = chunks.value();
      long rest = length - (long) wanted * LongValues.CHUNK_BYTES;
      if (value.length() != Math.min(rest, LongValues.CHUNK_BYTES)) {
        throw damaged("chunk " + wanted + " has " + value.length() + " bytes");
      }
      chunk.set(value.array(), value.offset(), value.length());
      loaded = wanted;
    }
    return (int) (position % LongValues.CHUNK_BYTES);
  }

  private StorageException damaged(String what) {
    return new StorageException(
        Kind.CORRUPT, "of the value of " + length + " bytes of key " + valueKey + " " + what);
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, length - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, length - position);
  }

  @Override
  public void close() {
    chunks.close();
  }
}
