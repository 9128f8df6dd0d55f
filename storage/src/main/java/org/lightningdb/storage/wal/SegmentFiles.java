package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The files of a log: which are live, which may be used again, how a new one comes to be. A live
 * segment lies wholly on the device before it is used, so appending needs no space and a force
 * writes no metadata.
 *
 * <p>A new segment is a released file or a file filled with zeros, under a temporary name; it gets
 * its header, is forced, renamed, and the directory is synced. Thread-safe; writing and forcing are
 * each done by one thread at a time.
 */
final class SegmentFiles {
  private static final String TEMPORARY = "WAL-new";
  private static final int FILL_BYTES = 256 << 10;
  private static final int SPARES_MAX = 2;

  private final Vfs vfs;
  private final long databaseId;
  private final int capacity;

  /** Guards the making and releasing of segments. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<String> spares = new ArrayDeque<>();

  /** By first LSN. A segment ends where the next one begins, at the latest. */
  private final ConcurrentSkipListMap<Long, Segment> live = new ConcurrentSkipListMap<>();

  /** First LSNs of the segments with bytes that were not forced. */
  private final ConcurrentSkipListSet<Long> dirty = new ConcurrentSkipListSet<>();

  SegmentFiles(Vfs vfs, long databaseId, int segmentBytes) {
    this.vfs = vfs;
    this.databaseId = databaseId;
    this.capacity = (segmentBytes - SegmentHeader.BYTES) & -8;
  }

  int capacity() {
    return capacity;
  }

  /** Opens what is there; the segments from {@code floorLsn} on become live. */
  List<Segment> openExisting(long floorLsn) throws IOException {
    if (vfs.exists(TEMPORARY)) {
      vfs.delete(TEMPORARY);
    }
    List<String> names = vfs.list().stream().filter(Segment::isName).toList();
    int first = 0;
    while (first + 1 < names.size() && Segment.firstLsn(names.get(first + 1)) <= floorLsn) {
      first++;
    }
    for (String name : names.subList(0, first)) {
      retire(name);
    }
    List<Segment> segments = new ArrayList<>();
    for (String name : names.subList(first, names.size())) {
      Segment segment = openSegment(name);
      live.put(segment.firstLsn(), segment);
      long expected = segments.isEmpty() ? floorLsn : segments.get(segments.size() - 1).endLsn();
      if (segment.firstLsn() > expected) {
        throw missing(expected, name);
      }
      segments.add(segment);
    }
    if (segments.isEmpty() && floorLsn > 0) {
      throw missing(floorLsn, "the end");
    }
    return segments;
  }

  private StorageException missing(long lsn, String next) {
    return new StorageException(
        Kind.CORRUPT,
        "a file of the log in "
            + vfs.describe()
            + " is missing: nothing holds LSN "
            + lsn
            + " before "
            + next);
  }

  private Segment openSegment(String name) throws IOException {
    VfsFile file = vfs.open(name);
    boolean opened = false;
    try {
      byte[] sector = new byte[SegmentHeader.BYTES];
      file.read(0, sector, 0, sector.length);
      SegmentHeader header = SegmentHeader.decode(sector, name, databaseId);
      if (header.firstLsn() != Segment.firstLsn(name)) {
        throw new StorageException(
            Kind.CORRUPT, name + " holds the log from LSN " + header.firstLsn() + " (offset 24)");
      }
      if (file.size() < SegmentHeader.BYTES + (long) header.capacity()) {
        throw new StorageException(Kind.CORRUPT, name + " was cut off at offset " + file.size());
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
   * Makes {@code lsn} the end of the log after a replay: what was replayed is forced, and the names
   * of its files, because a killed process may have left both in the operating system only. If
   * {@code replace}, later bytes are put out of reach by a segment that begins at {@code lsn} with
   * a salt of its own.
   */
  void settle(long lsn, boolean replace) throws IOException {
    for (Segment segment : live.headMap(lsn, false).values()) {
      segment.file().force();
    }
    vfs.syncDirectory();
    if (!replace) {
      return;
    }
    long previousSalt = segmentAt(lsn).salt();
    List<Segment> later = new ArrayList<>(live.tailMap(lsn, true).descendingMap().values());
    for (Segment segment : later) {
      live.remove(segment.firstLsn());
      segment.file().close();
      if (segment.firstLsn() > lsn) {
        vfs.delete(segment.file().name());
      }
    }
    vfs.syncDirectory();
    prepare(lsn, previousSalt);
  }

  Segment segmentAt(long lsn) {
    return live.floorEntry(lsn).getValue();
  }

  /** Where the space that is ready ends; 0 if there is none. */
  long endLsn() {
    var last = live.lastEntry();
    return last == null ? 0 : last.getValue().endLsn();
  }

  /**
   * Makes segments until the log can grow up to {@code lsn}.
   *
   * @throws NoSpaceException if there is no space; what was made stays, the rest is undone
   */
  void extendTo(long lsn) throws IOException {
    lock.lock();
    try {
      while (endLsn() < lsn || live.isEmpty()) {
        long previousSalt = live.isEmpty() ? 0 : live.lastEntry().getValue().salt();
        prepare(endLsn(), previousSalt);
      }
    } finally {
      lock.unlock();
    }
  }

  private void prepare(long firstLsn, long previousSalt) throws IOException {
    long salt = SegmentHeader.nextSalt(databaseId, firstLsn, previousSalt);
    byte[] header = new SegmentHeader(capacity, databaseId, firstLsn, salt).encode();
    try {
      String spare = spares.poll();
      if (spare != null) {
        vfs.rename(spare, TEMPORARY);
      }
      try (VfsFile file = spare == null ? vfs.create(TEMPORARY) : vfs.open(TEMPORARY)) {
        if (spare == null) {
          fill(file);
        }
        file.write(0, header, 0, header.length);
        file.force();
      }
    } catch (NoSpaceException e) {
      if (vfs.exists(TEMPORARY)) {
        vfs.delete(TEMPORARY);
      }
      throw e;
    }
    String name = Segment.name(firstLsn);
    vfs.rename(TEMPORARY, name);
    vfs.syncDirectory();
    live.put(firstLsn, new Segment(vfs.open(name), firstLsn, firstLsn + capacity, salt));
  }

  private void fill(VfsFile file) throws IOException {
    byte[] zeros = new byte[Math.min(FILL_BYTES, SegmentHeader.BYTES + capacity)];
    long end = SegmentHeader.BYTES + (long) capacity;
    for (long at = 0; at < end; at += zeros.length) {
      file.write(at, zeros, 0, (int) Math.min(zeros.length, end - at));
    }
  }

  /** Writes to the operating system. */
  void write(long startLsn, byte[] bytes, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long lsn = startLsn + done;
      Segment segment = segmentAt(lsn);
      int piece = (int) Math.min(length - done, segment.endLsn() - lsn);
      segment.write(lsn, bytes, done, piece);
      // Afterwards: a force that runs beside this write must not take the mark away too early.
      dirty.add(segment.firstLsn());
      done += piece;
    }
  }

  /** Forces what was written before the call. */
  void force() throws IOException {
    for (Long firstLsn = dirty.pollFirst(); firstLsn != null; firstLsn = dirty.pollFirst()) {
      Segment segment = live.get(firstLsn);
      if (segment == null) {
        throw new IllegalStateException("released before it was forced: LSN " + firstLsn);
      }
      segment.file().force();
    }
  }

  /** Gives up the segments that end at or before {@code lsn}; the last one is always kept. */
  void releaseBefore(long lsn) throws IOException {
    lock.lock();
    try {
      while (true) {
        Segment first = live.firstEntry().getValue();
        Long next = live.higherKey(first.firstLsn());
        if (next == null || next > lsn) {
          return;
        }
        live.remove(first.firstLsn());
        first.file().close();
        retire(first.file().name());
      }
    } finally {
      lock.unlock();
    }
  }

  private void retire(String name) throws IOException {
    if (spares.size() < SPARES_MAX && hasOurSize(name)) {
      spares.add(name);
    } else {
      vfs.delete(name);
    }
  }

  private boolean hasOurSize(String name) throws IOException {
    try (VfsFile file = vfs.open(name)) {
      return file.size() == SegmentHeader.BYTES + (long) capacity;
    }
  }

  void close() throws IOException {
    lock.lock();
    try {
      for (Segment segment : live.values()) {
        segment.file().close();
      }
    } finally {
      lock.unlock();
    }
  }
}
