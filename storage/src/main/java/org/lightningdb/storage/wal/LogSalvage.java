package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Reads what can still be read of a damaged log, changing nothing. Where {@link LogReader} rightly
 * refuses, because forced bytes have changed, this steps over them and goes on with the next whole
 * record; it says what it stepped over. Every record delivered is covered by checksums.
 *
 * <p>The end of the log is told from damage as {@link LogReader} does: a bad place is damage if a
 * later fragment says that it had been forced. Behind the last place of which that is known, the
 * first bad one is the end.
 *
 * <p>Used by one thread.
 */
public final class LogSalvage {
  /** As floor: wherever the first file begins. */
  public static final long FROM_THE_FIRST = -1;

  private static final int CHUNK_BYTES = 4096;

  private final Vfs vfs;
  private final List<String> findings = new ArrayList<>();
  private final CRC32C checksum = new CRC32C();
  private long records;

  /** The record whose fragments are being read. */
  private byte @Nullable [] record;

  private long recordStartLsn;
  private int recordBytes;

  private record Part(String name, long firstLsn, long endLsn, long salt) {}

  /**
   * What was found.
   *
   * @param records delivered
   * @param findings what was damaged or missing, in words; empty if the log was whole
   */
  public record Found(long records, List<String> findings) {}

  private LogSalvage(Vfs vfs) {
    this.vfs = vfs;
  }

  /**
   * Delivers every whole record at or after {@code floorLsn}, in order. Can be called again.
   *
   * @param databaseId whose segments count; null: that of the first intact one
   */
  public static Found read(Vfs vfs, @Nullable Long databaseId, long floorLsn, WalConsumer consumer)
      throws IOException {
    return new LogSalvage(vfs).run(databaseId, floorLsn, consumer);
  }

  private Found run(@Nullable Long databaseId, long floorLsn, WalConsumer consumer)
      throws IOException {
    List<Part> parts = parts(databaseId);
    while (parts.size() > 1 && parts.get(1).firstLsn <= floorLsn) {
      parts.remove(0);
    }
    long forcedLsn = 0;
    for (int i = 0; i < parts.size(); i++) {
      forcedLsn = Math.max(forcedLsn, forcedLsn(parts.get(i), limit(parts, i)));
    }
    long lsn = floorLsn >= 0 || parts.isEmpty() ? floorLsn : parts.get(0).firstLsn;
    for (int i = 0; i < parts.size() && lsn >= 0; i++) {
      Part part = parts.get(i);
      if (part.firstLsn > lsn) {
        gap(lsn, part.firstLsn, "no file holds it");
      }
      lsn = readPart(part, Math.max(lsn, part.firstLsn), limit(parts, i), forcedLsn, consumer);
    }
    if (parts.isEmpty()) {
      findings.add("there is no log");
    } else if (lsn >= 0 && lsn < forcedLsn) {
      gap(lsn, forcedLsn, "no file holds it");
    }
    return new Found(records, findings);
  }

  private static long limit(List<Part> parts, int index) {
    long end = parts.get(index).endLsn;
    return index + 1 < parts.size() ? Math.min(end, parts.get(index + 1).firstLsn) : end;
  }

  private void gap(long from, long to, String why) {
    findings.add("the log from LSN " + from + " to " + to + " is lost: " + why);
    record = null;
  }

  private List<Part> parts(@Nullable Long databaseId) throws IOException {
    List<Part> parts = new ArrayList<>();
    Long owner = databaseId;
    for (String name : vfs.list()) {
      if (Segment.isName(name)) {
        SegmentHeader header = header(name);
        if (header != null && owner == null) {
          owner = header.databaseId();
        }
        Part part = part(name, header, owner, parts);
        if (part != null) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  private @Nullable SegmentHeader header(String name) {
    byte[] sector = new byte[SegmentHeader.BYTES];
    try (VfsFile file = vfs.open(name)) {
      file.read(0, sector, 0, sector.length);
    } catch (IOException e) {
      findings.add(name + " cannot be read: " + e.getMessage());
    }
    return SegmentHeader.peek(sector);
  }

  /** A segment with a damaged header can be read if the salt of the one before is known. */
  private @Nullable Part part(
      String name, @Nullable SegmentHeader header, @Nullable Long owner, List<Part> before)
      throws IOException {
    long firstLsn = Segment.firstLsn(name);
    if (header != null && owner != null && header.databaseId() != owner) {
      findings.add(name + " belongs to another database");
      return null;
    }
    if (header != null && header.firstLsn() == firstLsn) {
      return new Part(name, firstLsn, firstLsn + header.capacity(), header.salt());
    }
    if (before.isEmpty() || owner == null) {
      findings.add(name + " has a damaged header and cannot be read without it");
      return null;
    }
    findings.add(name + " has a damaged header");
    long salt = SegmentHeader.nextSalt(owner, firstLsn, before.get(before.size() - 1).salt);
    long size;
    try (VfsFile file = vfs.open(name)) {
      size = file.size();
    }
    return new Part(name, firstLsn, firstLsn + Math.max(0, size - SegmentHeader.BYTES), salt);
  }

  /** The newest statement of the fragments of a part of how far the log was forced. */
  private long forcedLsn(Part part, long limit) throws IOException {
    byte[] bytes = load(part, limit);
    long newest = 0;
    long lsn = part.firstLsn;
    while (lsn < limit) {
      int at = (int) (lsn - part.firstLsn);
      if (isValid(bytes, at, lsn, part)) {
        newest = Math.max(newest, Fragment.forcedLsn(bytes, at));
        lsn += Fragment.bytes(Fragment.payloadBytes(bytes, at));
      } else {
        lsn += 8;
      }
    }
    return newest;
  }

  private boolean isValid(byte[] bytes, int at, long lsn, Part part) {
    int available = bytes.length - at;
    return Fragment.claims(bytes, at, available, lsn)
        && Fragment.isValid(bytes, at, available, part.salt, checksum);
  }

  /** Returns where the next part goes on; -1 if the log has ended. */
  private long readPart(Part part, long from, long limit, long forcedLsn, WalConsumer consumer)
      throws IOException {
    byte[] bytes = load(part, limit);
    long lsn = from;
    while (lsn < limit) {
      int at = (int) (lsn - part.firstLsn);
      if (isValid(bytes, at, lsn, part)) {
        take(bytes, at, lsn, consumer);
        lsn += Fragment.bytes(Fragment.payloadBytes(bytes, at));
      } else if (limit == part.endLsn && limit - lsn < Fragment.SPACE_BYTES_MIN) {
        lsn = limit;
      } else if (lsn >= forcedLsn) {
        return -1;
      } else {
        long next = lsn + 8;
        while (next < limit && !isValid(bytes, (int) (next - part.firstLsn), next, part)) {
          next += 8;
        }
        gap(lsn, next, part.name + " is damaged there");
        lsn = next;
      }
    }
    return lsn;
  }

  private void take(byte[] bytes, int at, long lsn, WalConsumer consumer) {
    int payloadBytes = Fragment.payloadBytes(bytes, at);
    int total = Fragment.recordBytes(bytes, at);
    int offset = Fragment.recordOffset(bytes, at);
    if (total == Fragment.CLOSING_MARK) {
      return;
    }
    if (offset == 0) {
      record = new byte[total];
      recordStartLsn = lsn;
      recordBytes = 0;
    }
    byte[] target = record;
    if (target == null || offset != recordBytes || payloadBytes > target.length - recordBytes) {
      record = null; // Its beginning is lost, which was reported.
      return;
    }
    System.arraycopy(bytes, at + Fragment.HEADER_BYTES, target, recordBytes, payloadBytes);
    recordBytes += payloadBytes;
    if (recordBytes == target.length) {
      record = null;
      records++;
      consumer.accept(recordStartLsn, target);
    }
  }

  /** The bytes up to {@code limit}; zeros where the device cannot read. */
  private byte[] load(Part part, long limit) throws IOException {
    byte[] bytes = new byte[(int) (limit - part.firstLsn)];
    try (VfsFile file = vfs.open(part.name)) {
      for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
        int length = Math.min(CHUNK_BYTES, bytes.length - at);
        try {
          file.read(SegmentHeader.BYTES + (long) at, bytes, at, length);
        } catch (IOException e) {
          findings.add(part.name + " cannot be read at LSN " + (part.firstLsn + at));
        }
      }
    }
    return bytes;
  }
}
