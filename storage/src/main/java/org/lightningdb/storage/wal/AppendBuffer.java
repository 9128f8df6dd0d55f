package org.lightningdb.storage.wal;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.lightningdb.storage.memory.ByteArrays;

/**
 * Fragments that wait to be written, in the order of the log. Guarded by its {@link LogFlusher}.
 */
final class AppendBuffer {
  private static final System.Logger LOGGER = System.getLogger(AppendBuffer.class.getName());

  /** A fragment of this size always has its place. */
  static final int BYTES_INITIAL = 16 << 10;

  private static final int BYTES_MAX = 4 << 20;

  private final CRC32C checksum = new CRC32C();
  private final ByteArrays arrays;
  private byte[] bytes;
  private int length;
  private long startLsn;
  private long records;

  AppendBuffer(long startLsn, ByteArrays arrays) {
    this.startLsn = startLsn;
    this.arrays = arrays;
    this.bytes = arrays.ofLength(BYTES_INITIAL);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long startLsn() {
    return startLsn;
  }

  long endLsn() {
    return startLsn + length;
  }

  /** Number of records that end in this buffer. */
  long records() {
    return records;
  }

  void restart(long newStartLsn) {
    startLsn = newStartLsn;
    length = 0;
    records = 0;
  }

  /** Grows if need be and possible; false if the buffer must be written first. */
  boolean makeRoom(int more) {
    if (length + more > bytes.length && bytes.length < BYTES_MAX) {
      grow(Math.min(BYTES_MAX, Math.max(length + more, bytes.length * 2)));
    }
    return length + more <= bytes.length;
  }

  /** Makes sure that a fragment of {@code count} bytes will have its place. */
  void require(int count) {
    if (bytes.length < count) {
      resize(count);
    }
  }

  private void resize(int count) {
    byte[] larger = arrays.ofLength(count);
    System.arraycopy(bytes, 0, larger, 0, length);
    bytes = larger;
  }

  /** A larger buffer is only faster, so a record must not fail for want of one. */
  private void grow(int wanted) {
    try {
      resize(wanted);
    } catch (OutOfMemoryError e) {
      LOGGER.log(System.Logger.Level.DEBUG, "no memory for a larger buffer of the log", e);
    }
  }

  /** The empty rest of a segment. */
  void pad(int count) {
    Arrays.fill(bytes, length, length + count, (byte) 0);
    length += count;
  }

  /** Appends bytes {@code from} up to {@code to} of a record as one fragment. */
  void add(Payload record, int from, int to, long forcedLsn, long salt) {
    int payloadBytes = to - from;
    System.arraycopy(
        record.array, record.offset + from, bytes, length + Fragment.HEADER_BYTES, payloadBytes);
    Fragment.seal(
        bytes, length, payloadBytes, endLsn(), forcedLsn, record.length, from, salt, checksum);
    length += Fragment.bytes(payloadBytes);
    if (to == record.length) {
      records++;
    }
  }

  void addClosingMark(long forcedLsn, long salt) {
    Fragment.seal(bytes, length, 0, endLsn(), forcedLsn, Fragment.CLOSING_MARK, 0, salt, checksum);
    length += Fragment.bytes(0);
  }

  /** A payload to append, borrowed from the caller. */
  static final class Payload {
    private final byte[] array;
    private final int offset;
    private final int length;

    Payload(byte[] array, int offset, int length) {
      this.array = array;
      this.offset = offset;
      this.length = length;
    }
  }
}
