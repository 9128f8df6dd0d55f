package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The files of a log: which are live, which may be used again, how a new one comes to be. A live
 * segment lies wholly on the device before it is used, so appending needs no space and a force
 * writes no metadata.
 *
 * <p>A new segment is a released file, which is called a spare, or a file filled with zeros, under
 * a temporary name; it gets its header, is forced, renamed, and the directory is synced. A file
 * with the name of a segment therefore has never held another, and one that lies before the floor
 * of the log may not have been archived yet. Thread-safe; writing and forcing are each done by one
 * thread at a time.
 */
final class SegmentFiles {
  private static final String TEMPORARY = "WAL-new";
  private static final String SPARE_PREFIX = "WAL-spare-";
  private static final int FILL_BYTES = 256 << 10;
  private static final int SPARES_MAX = 2;

  private final Vfs vfs;
  private final ByteArrays arrays;
  private final long databaseId;
  private final int capacity;

  /** Guards the making and releasing of segments. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<String> spares = new ArrayDeque<>();

  /** By first LSN. A segment ends where the next one begins, at the latest. */
  private final ConcurrentSkipListMap<Long, Segment> live = new ConcurrentSkipListMap<>();

  /** The segment that was asked for last, to spare the search. */
  private volatile @Nullable Segment recent;

  /** Where the space that is ready ends; 0 if there is none. */
  private volatile long endLsn;

  /** Everything before was archived; without an archive there is nothing to wait for. */
  private volatile long archivedLsn;

  /** What the owner of the log has released so far. */
  private long releasedLsn;

  SegmentFiles(Vfs vfs, long databaseId, int segmentBytes, boolean archives, ByteArrays arrays) {
    this.arrays = arrays;
    this.vfs = vfs;
    this.archivedLsn = archives ? 0 : Long.MAX_VALUE;
    this.databaseId = databaseId;
    this.capacity = (segmentBytes - SegmentHeader.BYTES) & -8;
  }

  int capacity() {
    return capacity;
  }

  /**
   * Opens what is there and returns the segments from {@code floorLsn} on. Older ones become
   * spares, or wait for the archive.
   */
  List<Segment> openExisting(long floorLsn) throws IOException {
    if (vfs.exists(TEMPORARY)) {
      vfs.delete(TEMPORARY);
    }
    for (String name : vfs.list()) {
      if (name.startsWith(SPARE_PREFIX)) {
        retire(name, name);
      }
    }
    List<String> names = vfs.list().stream().filter(Segment::isName).toList();
    int first = 0;
    while (first + 1 < names.size() && Segment.firstLsn(names.get(first + 1)) <= floorLsn) {
      first++;
    }
    for (String name : names.subList(0, first)) {
      if (archivedLsn == Long.MAX_VALUE) {
        retire(name, spareName(name));
      } else {
        add(openSegment(name));
      }
    }
    releasedLsn = floorLsn;
    List<Segment> segments = new ArrayList<>();
    for (String name : names.subList(first, names.size())) {
      Segment segment = openSegment(name);
      add(segment);
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
      segment.close();
      if (segment.firstLsn() > lsn) {
        vfs.delete(segment.file().name());
      }
    }
    vfs.syncDirectory();
    prepare(lsn, previousSalt);
  }

  /** The segment that holds {@code lsn}, or the last one if that is where it ends. */
  Segment segmentAt(long lsn) {
    Segment guess = recent;
    if (guess != null && guess.holds(lsn)) {
      return guess;
    }
    Segment found = live.floorEntry(lsn).getValue();
    recent = found;
    return found;
  }

  /** The segments from the one that holds {@code lsn} on; none if that was let go of. */
  List<Segment> from(long lsn) {
    Long first = live.floorKey(lsn);
    if (first == null) {
      return List.of();
    }
    List<Segment> found = List.copyOf(live.tailMap(first, true).values());
    return found.get(0).firstLsn() > lsn ? List.of() : found; // Let go of between the two looks.
  }

  /** Where the space that is ready ends; 0 if there is none. */
  long endLsn() {
    return endLsn;
  }

  private void add(Segment segment) {
    live.put(segment.firstLsn(), segment);
    endLsn = segment.endLsn();
    recent = null;
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
    } catch (NoSpaceException | RuntimeException | Error e) {
      if (vfs.exists(TEMPORARY)) {
        vfs.delete(TEMPORARY);
      }
      throw e;
    }
    String name = Segment.name(firstLsn);
    vfs.rename(TEMPORARY, name);
    vfs.syncDirectory();
    add(new Segment(vfs.open(name), firstLsn, firstLsn + capacity, salt));
  }

  private void fill(VfsFile file) throws IOException {
    byte[] zeros = arrays.ofLength(Math.min(FILL_BYTES, SegmentHeader.BYTES + capacity));
    long end = SegmentHeader.BYTES + (long) capacity;
    for (long at = 0; at < end; at += zeros.length) {
      file.write(at, zeros, 0, (int) Math.min(zeros.length, end - at));
    }
  }

  /** Writes to the operating system. */
  void write(long startLsn, byte[] bytes, int length) throws IOException {
    int done = 0;
    while (done < length) {
      Segment segment = segmentAt(startLsn + done);
      int piece = (int) Math.min(length - done, segment.endLsn() - startLsn - done);
      segment.write(startLsn + done, bytes, done, piece);
      done += piece;
    }
  }

  /** As {@link #write}, as memory, which takes no call of the operating system. */
  void copy(long startLsn, byte[] bytes, int length) throws IOException {
    int done = 0;
    while (done < length) {
      Segment segment = segmentAt(startLsn + done);
      int piece = (int) Math.min(length - done, segment.endLsn() - startLsn - done);
      segment.copy(startLsn + done, bytes, done, piece);
      done += piece;
    }
  }

  /** Forces what was written or copied before the call. */
  void force() throws IOException {
    for (Segment segment : live.values()) {
      segment.forceIfDirty();
    }
  }

  /** Gives up the segments that end at or before {@code lsn}; the last one is always kept. */
  void releaseBefore(long lsn) throws IOException {
    lock.lock();
    try {
      releasedLsn = Math.max(releasedLsn, lsn);
      release();
    } finally {
      lock.unlock();
    }
  }

  /** Everything before this was archived; says nothing without an archive. */
  long archivedLsn() {
    return archivedLsn;
  }

  /** Says that everything before {@code lsn} was archived, which may let released segments go. */
  void archived(long lsn) throws IOException {
    lock.lock();
    try {
      archivedLsn = lsn;
      release();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest segment that was not archived, if it ends at or before {@code durableLsn}. */
  @Nullable Segment firstNotArchived(long durableLsn) {
    lock.lock();
    try {
      var next = live.ceilingEntry(archivedLsn);
      return next != null && endOf(next.getValue()) <= durableLsn ? next.getValue() : null;
    } finally {
      lock.unlock();
    }
  }

  /** Where the segment that holds {@code lsn} ends. */
  long endOfSegmentAt(long lsn) {
    return endOf(live.floorEntry(lsn).getValue());
  }

  private long endOf(Segment segment) {
    Long next = live.higherKey(segment.firstLsn());
    return next == null ? segment.endLsn() : Math.min(next, segment.endLsn());
  }

  private void release() throws IOException {
    long allowed = Math.min(releasedLsn, archivedLsn);
    boolean released = false;
    while (true) {
      Segment first = live.firstEntry().getValue();
      Long next = live.higherKey(first.firstLsn());
      if (next == null || next > allowed) {
        break;
      }
      live.remove(first.firstLsn());
      recent = null;
      first.close();
      retire(first.file().name(), spareName(first.file().name()));
      released = true;
    }
    if (released) {
      // Or else a power loss could give a spare that was written to its old name back.
      vfs.syncDirectory();
    }
  }

  private static String spareName(String name) {
    return SPARE_PREFIX + String.format(Locale.ROOT, "%016x", Segment.firstLsn(name));
  }

  private void retire(String name, String spareName) throws IOException {
    if (spares.size() >= SPARES_MAX || !hasOurSize(name)) {
      vfs.delete(name);
    } else {
      if (!name.equals(spareName)) {
        vfs.rename(name, spareName);
      }
      spares.add(spareName);
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
        segment.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
