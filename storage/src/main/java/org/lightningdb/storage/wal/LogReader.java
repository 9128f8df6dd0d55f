package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * Reads a log from its floor to its end and tells the end from damage.
 *
 * <p>The log ends at the first place without a valid fragment. After a power loss valid fragments
 * may lie behind that place, because sectors that were not forced arrive in any order; they were
 * never acknowledged as durable and are not part of the log. But every fragment says how much of
 * the log was forced before it was appended. If one behind the end says that the end itself was
 * forced, forced bytes have changed since: that is corruption, and opening must fail rather than
 * forget commits. The closing mark says it for the last records before an orderly close. Only what
 * was forced last before a crash has no such witness: damage there looks like the end.
 *
 * <p>A record whose last fragment is missing is not part of the log.
 */
final class LogReader {
  private static final int WINDOW_BYTES_MAX = 1 << 20;

  private final List<Segment> segments;
  private final WalConsumer consumer;
  private final CRC32C checksum = new CRC32C();

  /** Large enough for any fragment: none is larger than its segment. */
  private final byte[] window;

  private long windowSegmentLsn = -1;
  private long windowLsn;
  private int windowLength;

  /** Where the log ends so far, and where the next fragment would be. */
  private long endLsn;

  private long position;

  /** The record whose fragments are being read, where it starts and how much of it is there. */
  private byte @Nullable [] record;

  private long recordStartLsn;
  private int recordBytes;

  private boolean staleBehindEnd;

  /**
   * @param segments in order and without gaps; the first holds {@code floorLsn}; none may be empty
   */
  LogReader(List<Segment> segments, long floorLsn, WalConsumer consumer) {
    this.segments = segments;
    this.consumer = consumer;
    this.endLsn = floorLsn;
    this.position = floorLsn;
    long segmentBytesMax = 0;
    for (Segment segment : segments) {
      segmentBytesMax = Math.max(segmentBytesMax, segment.endLsn() - segment.firstLsn());
    }
    this.window = new byte[(int) Math.min(WINDOW_BYTES_MAX, segmentBytesMax)];
  }

  /**
   * Hands all records to the consumer and returns the LSN at which the log ends.
   *
   * @throws StorageException {@code CORRUPT}, naming file and offset
   */
  long replay() throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long limit = limit(i);
      while (position < limit) {
        if (limit == segment.endLsn() && limit - position < Fragment.SPACE_BYTES_MIN) {
          position = limit;
        } else if (!readFragment(segment, limit)) {
          examineRest(i);
          return endLsn;
        }
      }
    }
    staleBehindEnd = record != null;
    return endLsn;
  }

  /** Where reading stopped: at a place without a valid fragment, or at the end of all segments. */
  long stoppedAt() {
    return position;
  }

  /** Whether valid fragments lie behind the end, which later appends must not bring to life. */
  boolean staleBehindEnd() {
    return staleBehindEnd;
  }

  private long limit(int index) {
    return index + 1 < segments.size()
        ? segments.get(index + 1).firstLsn()
        : segments.get(index).endLsn();
  }

  private boolean readFragment(Segment segment, long limit) throws IOException {
    if (!isValid(segment, position, limit)) {
      return false;
    }
    int at = (int) (position - windowLsn);
    int payloadBytes = Fragment.payloadBytes(window, at);
    if (Fragment.recordBytes(window, at) == Fragment.CLOSING_MARK) {
      if (record != null) {
        return false;
      }
    } else if (!assemble(at, payloadBytes)) {
      return false;
    }
    position += Fragment.bytes(payloadBytes);
    byte[] assembled = record;
    if (assembled == null || recordBytes == assembled.length) {
      record = null;
      endLsn = position;
      if (assembled != null) {
        consumer.accept(recordStartLsn, assembled);
      }
    }
    return true;
  }

  private boolean assemble(int at, int payloadBytes) {
    int recordOffset = Fragment.recordOffset(window, at);
    int total = Fragment.recordBytes(window, at);
    byte[] target = record;
    if (recordOffset == 0 && target == null) {
      target = new byte[total];
      record = target;
      recordStartLsn = position;
      recordBytes = 0;
    } else if (target == null || recordOffset != recordBytes || total != target.length) {
      return false;
    }
    System.arraycopy(window, at + Fragment.HEADER_BYTES, target, recordBytes, payloadBytes);
    recordBytes += payloadBytes;
    return true;
  }

  /** Looks behind the first bad place for fragments that must not be there. */
  private void examineRest(int badIndex) throws IOException {
    long bad = position;
    Segment badSegment = segments.get(badIndex);
    if (limit(badIndex) < badSegment.endLsn()) {
      // The next segment began in the middle of this one: an earlier opening found this intact.
      throw corrupt(badSegment, bad, limit(badIndex));
    }
    staleBehindEnd = record != null;
    for (int i = badIndex; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long limit = limit(i);
      for (long lsn = Math.max(bad, segment.firstLsn()); lsn < limit; lsn += 8) {
        if (isValid(segment, lsn, limit)) {
          staleBehindEnd = true;
          if (Fragment.forcedLsn(window, (int) (lsn - windowLsn)) > bad) {
            throw corrupt(badSegment, bad, lsn);
          }
        }
      }
    }
  }

  /** Whether a valid fragment begins at {@code lsn}; if so, it is wholly in the window. */
  private boolean isValid(Segment segment, long lsn, long limit) throws IOException {
    int at = load(segment, lsn, limit, Fragment.HEADER_BYTES);
    if (!Fragment.claims(window, at, windowLength - at, lsn)) {
      return false;
    }
    int whole = load(segment, lsn, limit, Fragment.bytes(Fragment.PAYLOAD_BYTES_MAX));
    return Fragment.isValid(window, whole, windowLength - whole, segment.salt(), checksum);
  }

  private static StorageException corrupt(Segment segment, long lsn, long witnessLsn) {
    return new StorageException(
        Kind.CORRUPT,
        segment.file().name()
            + " is damaged at offset "
            + segment.offset(lsn)
            + ": the log goes on at LSN "
            + witnessLsn
            + ", so the bytes at LSN "
            + lsn
            + " were on the device once");
  }

  /**
   * Brings at least {@code wanted} bytes from {@code lsn}, or all up to {@code limit}, into the
   * window and returns where they begin.
   */
  private int load(Segment segment, long lsn, long limit, int wanted) throws IOException {
    int needed = (int) Math.min(wanted, limit - lsn);
    boolean present =
        segment.firstLsn() == windowSegmentLsn
            && lsn >= windowLsn
            && lsn + needed <= windowLsn + windowLength;
    if (!present) {
      int length = (int) Math.min(window.length, limit - lsn);
      int count = segment.file().read(segment.offset(lsn), window, 0, length);
      Arrays.fill(window, count, length, (byte) 0);
      windowSegmentLsn = segment.firstLsn();
      windowLsn = lsn;
      windowLength = length;
    }
    return (int) (lsn - windowLsn);
  }
}
