package org.lightningdb.storage.txn;

import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * How values that are written as a stream are kept: cut into chunks that are rows of a store of
 * their own, so that everything that holds for rows (privacy until commit, spilling, views of every
 * age, crashes, giving space back) holds for them. The store of the chunks has the id of the store
 * of the value with the sign turned; it comes with the first streamed value and goes with its
 * store.
 *
 * <pre>
 * row of the value   the key -> u64 magic | u64 length of the value, little-endian: a reference
 * row of a chunk     u24 length of the key | the key | u32 number of the chunk, big-endian
 *                    -> {@link #CHUNK_BYTES} bytes of the value, the last chunk fewer
 * </pre>
 *
 * <p>A value of 16 bytes that looks like a reference is itself written as a stream, so whatever
 * looks like a reference is one. Stores with a shape have no references.
 *
 * <p>Chunks are guarded by the row lock and the conflict check of their value: who writes a value
 * of either kind deletes the chunks of the one before.
 */
final class LongValues {
  /** A block with one chunk and a short key takes 64 units of the data file. */
  static final int CHUNK_BYTES = 63 * 4096;

  static final long BYTES_MAX = 1L << 30;

  /** What the key of a chunk has beside the key of the value. */
  static final int KEY_OVERHEAD_BYTES = 7;

  private static final long MAGIC = 0xB6F3_9D1C_E5A8_47F7L;
  private static final int REFERENCE_BYTES = 16;

  private LongValues() {}

  static long storeOf(long storeId) {
    return -storeId;
  }

  static StoreSpec specFor(StoreSpec values) {
    return new StoreSpec(values.layout(), null, values.historyMillis(), values.compression());
  }

  static boolean isReference(Slice value) {
    return value.length() == REFERENCE_BYTES
        && LittleEndian.getLong(value.array(), value.offset()) == MAGIC;
  }

  static Slice reference(long length) {
    byte[] bytes = new byte[REFERENCE_BYTES];
    LittleEndian.putLong(bytes, 0, MAGIC);
    LittleEndian.putLong(bytes, Long.BYTES, length);
    return new Slice(bytes);
  }

  /**
   * The length of the value behind {@code reference}.
   *
   * @throws StorageException {@code CORRUPT} if there can be none of that length
   */
  static long lengthOf(Slice reference) {
    long length = LittleEndian.getLong(reference.array(), reference.offset() + Long.BYTES);
    if (length < 0 || length > BYTES_MAX) {
      throw new StorageException(Kind.CORRUPT, "a value of " + length + " bytes is referred to");
    }
    return length;
  }

  static int chunks(long length) {
    return (int) ((length + CHUNK_BYTES - 1) / CHUNK_BYTES);
  }

  static Slice chunkKey(Slice key, int chunk) {
    byte[] bytes = prefix(key, Integer.BYTES);
    int at = bytes.length - Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (chunk >>> (24 - 8 * i));
    }
    return new Slice(bytes);
  }

  private static byte[] prefix(Slice key, int spare) {
    int length = key.length();
    byte[] bytes = new byte[3 + length + spare];
    bytes[0] = (byte) (length >>> 16);
    bytes[1] = (byte) (length >>> 8);
    bytes[2] = (byte) length;
    System.arraycopy(key.array(), key.offset(), bytes, 3, length);
    return bytes;
  }

  /** The chunks of the value of {@code key}. */
  static ByteRange chunksOf(Slice key) {
    return ByteRange.prefix(new Slice(prefix(key, 0)));
  }

  /** Points {@code target} at the key of the value; empty-handed if it is no key of a chunk. */
  static boolean valueKey(Slice chunkKey, Slice target) {
    byte[] array = chunkKey.array();
    int at = chunkKey.offset();
    if (chunkKey.length() < KEY_OVERHEAD_BYTES) {
      return false;
    }
    int length = (array[at] & 0xFF) << 16 | (array[at + 1] & 0xFF) << 8 | (array[at + 2] & 0xFF);
    if (length != chunkKey.length() - KEY_OVERHEAD_BYTES) {
      return false;
    }
    target.set(array, at + 3, length);
    return true;
  }

  /** The number at the end of the key of a chunk. */
  static int chunkNumber(Slice chunkKey) {
    int number = 0;
    for (int i = chunkKey.length() - Integer.BYTES; i < chunkKey.length(); i++) {
      number = number << 8 | (chunkKey.get(i) & 0xFF);
    }
    return number;
  }
}
