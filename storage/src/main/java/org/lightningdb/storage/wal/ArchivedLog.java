package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Reads segments that a {@link SegmentArchive} has put into a directory. */
public final class ArchivedLog {
  private ArchivedLog() {}

  /**
   * Delivers every whole record that starts at or after {@code fromLsn}, in order, and returns
   * where the archive ends; that is {@code fromLsn} if it has nothing from there on.
   *
   * @param fromLsn 0 or the end of a record
   * @throws StorageException {@code CORRUPT} if the archive is damaged or has a gap, {@code
   *     FOREIGN_FORMAT} if a segment is of another database
   */
  public static long read(Vfs directory, long databaseId, long fromLsn, WalConsumer consumer)
      throws IOException {
    return read(directory, databaseId, fromLsn, Long.MAX_VALUE, consumer);
  }

  /** As {@link #read}, but leaves out segments that begin at or after {@code untilLsn}. */
  public static long read(
      Vfs directory, long databaseId, long fromLsn, long untilLsn, WalConsumer consumer)
      throws IOException {
    List<Segment> segments = new ArrayList<>();
    try {
      List<String> names =
          directory.list().stream()
              .filter(Segment::isName)
              .filter(name -> Segment.firstLsn(name) < untilLsn)
              .toList();
      for (int i = 0; i < names.size(); i++) {
        boolean over = i + 1 < names.size() && Segment.firstLsn(names.get(i + 1)) <= fromLsn;
        if (!over) {
          add(segments, directory, names.get(i), databaseId, fromLsn);
        }
      }
      return segments.isEmpty() ? fromLsn : replay(segments, fromLsn, consumer);
    } finally {
      for (Segment segment : segments) {
        segment.close();
      }
    }
  }

  /** Only the last segment may end early: the log went on where another follows. */
  private static long replay(List<Segment> segments, long fromLsn, WalConsumer consumer)
      throws IOException {
    LogReader reader = new LogReader(segments, fromLsn, consumer);
    long end = reader.replay();
    if (reader.stoppedAt() < segments.get(segments.size() - 1).firstLsn()) {
      throw new StorageException(
          Kind.CORRUPT,
          "the archive is damaged at LSN " + reader.stoppedAt() + ": segments follow behind it");
    }
    return end;
  }

  private static void add(
      List<Segment> segments, Vfs directory, String name, long databaseId, long fromLsn)
      throws IOException {
    Segment segment = open(directory, name, databaseId);
    long expected = segments.isEmpty() ? fromLsn : segments.get(segments.size() - 1).endLsn();
    if (segments.isEmpty() && segment.endLsn() <= fromLsn) {
      segment.close();
      return;
    }
    segments.add(segment);
    if (segment.firstLsn() > expected) {
      throw new StorageException(
          Kind.CORRUPT,
          "the archive in "
              + directory.describe()
              + " has a gap: nothing holds LSN "
              + expected
              + " before "
              + name);
    }
  }

  private static Segment open(Vfs directory, String name, long databaseId) throws IOException {
    VfsFile file = directory.open(name);
    boolean opened = false;
    try {
      byte[] sector = new byte[SegmentHeader.BYTES];
      file.read(0, sector, 0, sector.length);
      SegmentHeader header = SegmentHeader.decode(sector, name, databaseId);
      if (header.firstLsn() != Segment.firstLsn(name)
          || file.size() < SegmentHeader.BYTES + (long) header.capacity()) {
        throw new StorageException(
            Kind.CORRUPT, name + " in " + directory.describe() + " is misnamed or cut off");
      }
      opened = true;
      return new Segment(
          file, header.firstLsn(), header.firstLsn() + header.capacity(), header.salt());
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /**
   * The database that a file of an archive belongs to.
   *
   * @throws StorageException {@code CORRUPT} if it is no segment or its header is damaged
   */
  public static long databaseId(VfsFile segment) throws IOException {
    byte[] sector = new byte[SegmentHeader.BYTES];
    segment.read(0, sector, 0, sector.length);
    SegmentHeader header = SegmentHeader.peek(sector);
    if (header == null) {
      throw new StorageException(Kind.CORRUPT, segment.name() + " is no segment of a log");
    }
    return header.databaseId();
  }

  /** How many bytes of a segment's file hold {@code logBytes} bytes of log. */
  public static long fileBytes(long logBytes) {
    return SegmentHeader.BYTES + logBytes;
  }
}
